import { useState } from 'preact/hooks'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { RelayError } from '../../src/client/relay-error.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Observe } from '../figures/observe.tsx'
import { Await } from '../parts/await.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { useAction } from '../parts/use-action.ts'

interface InstallProps {
  compiledModelId: number
  classes: string[]
}

/** Puts a compiled model onto a device, through its bridge, and watches what it sees. */
export const Install = ({ compiledModelId, classes }: InstallProps) => {
  const { client } = useSession()
  const fleet = useLoad(async () => {
    const [devices, bridges] = await Promise.all([
      client.GET('/devices/').then(dataOf),
      client.GET('/bridges/').then(dataOf),
    ])
    return { devices, bridges }
  }, 'fleet')
  const [deviceId, setDeviceId] = useState('')
  const [bridgeId, setBridgeId] = useState('')
  const [said, setSaid] = useState<string | null>(null)
  const { run, isBusy, error } = useAction(async (bridge: number, device: number, force: boolean) => {
    setSaid(null)
    const params = {
      path: { compiled_model_id: compiledModelId, bridge_id: bridge, device_id: device },
      query: { force },
    }
    setSaid(
      dataOf(
        await client.POST('/compiled_models/{compiled_model_id}/bridges/{bridge_id}/devices/{device_id}', {
          params,
        }),
      ),
    )
  })
  return (
    <>
      <h3>Install on a device</h3>
      <Await of={fleet} what="the devices">
        {({ devices, bridges }) => {
          const device = devices.find(({ id }) => String(id) === deviceId) ?? devices[0]
          const bridge =
            bridges.find(({ id }) => String(id) === bridgeId) ??
            bridges.find(({ id }) => id === device?.bridge?.id) ??
            bridges[0]
          if (!device || !bridge)
            return (
              <p class="empty">
                {!bridge ? 'No bridge is registered' : 'No device is registered'}:{' '}
                <a href="#/fleet">add one</a> first. A bridge is the program beside the boards that flashes
                them.
              </p>
            )
          return (
            <div class="card stack">
              <div class="row">
                <label>
                  Device
                  <select
                    value={String(device.id)}
                    onChange={(event) => setDeviceId(event.currentTarget.value)}
                  >
                    {devices.map(({ id, name }) => (
                      <option key={id} value={String(id)}>
                        {name}
                      </option>
                    ))}
                  </select>
                </label>
                <label>
                  Through
                  <select
                    value={String(bridge.id)}
                    onChange={(event) => setBridgeId(event.currentTarget.value)}
                  >
                    {bridges.map(({ id, name, address }) => (
                      <option key={id} value={String(id)}>
                        {name ?? address}
                      </option>
                    ))}
                  </select>
                </label>
                <button
                  type="button"
                  class="primary"
                  disabled={isBusy}
                  onClick={() => run(bridge.id, device.id, false)}
                >
                  {isBusy ? 'Installing …' : 'Install'}
                </button>
              </div>
              {isBusy && (
                <div role="status">
                  <progress aria-label="Installing" />
                  <p class="faint">
                    The bridge builds the program and flashes the board; that can take minutes.
                  </p>
                </div>
              )}
              {error !== undefined && (
                <>
                  <ErrorNote error={error} />
                  {error instanceof RelayError && error.code === 'conflict' && (
                    <button type="button" class="danger" onClick={() => run(bridge.id, device.id, true)}>
                      Install all the same
                    </button>
                  )}
                </>
              )}
              {said !== null && (
                <p class="note good" role="status">
                  Installed on {device.name}. The bridge says: {said}
                </p>
              )}
              <Observe
                key={`${bridge.id}/${device.id}`}
                bridgeId={bridge.id}
                device={device}
                classes={classes}
              />
            </div>
          )
        }}
      </Await>
    </>
  )
}
