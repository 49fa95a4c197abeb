import { defineCommand } from '../relay/define-command.ts'
import { bridgeOf, findCompiled, findDevice } from '../relay/find-things.ts'

const MAX_ID = 2 ** 31 - 1

/** Puts a model on a device. */
export const install = defineCommand({
  name: 'install',
  synopsis: ['MODEL --device DEVICE [--bridge ID] [--force]'],
  about: `Puts the newest compilation of a model on a device, through the bridge beside it. A device goes by its id, serial number or name.
What does not fit its board is refused.`,
  options: {
    device: { value: 'DEVICE', about: 'Where to put it.' },
    bridge: { value: 'ID', about: 'Bridge to reach it by, instead of its own.' },
    force: { about: 'Although it does not fit the board.' },
  },
  run: async (call) => {
    const { given, screen, askOnce } = call
    const { MODEL } = given.words('MODEL')
    const device = await findDevice(call, given.needed('device'))
    const bridge_id = bridgeOf(device, given.number('bridge', 1, MAX_ID))
    const { compiledModelId, modelId } = await findCompiled(call, MODEL)
    screen.tell(`Installing model ${modelId} on ${device.name}; this may take minutes.`)
    // Not safe to do twice: the first may still be under way.
    const said = await askOnce((client) =>
      client.POST('/compiled_models/{compiled_model_id}/bridges/{bridge_id}/devices/{device_id}', {
        params: {
          path: { compiled_model_id: compiledModelId, bridge_id, device_id: device.id },
          query: given.has('force') ? { force: true } : {},
        },
      }),
    )
    screen.result(
      { model_id: modelId, compiled_model_id: compiledModelId, device_id: device.id, bridge_id, said },
      [`${said}: model ${modelId} is on ${device.name}`],
    )
  },
})
