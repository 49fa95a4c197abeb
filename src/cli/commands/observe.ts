import { setTimeout as pause } from 'node:timers/promises'
import { defineCommand } from '../relay/define-command.ts'
import { bridgeOf, findDevice } from '../relay/find-things.ts'

const MAX_ID = 2 ** 31 - 1
const MOST = 1_000_000

const describe = (scores: Record<string, unknown>): string =>
  Object.entries(scores)
    .map(
      ([label, score]) => `${label} ${typeof score === 'number' ? score.toFixed(3) : JSON.stringify(score)}`,
    )
    .join('  ')

/** Shows what a device sees. */
export const observe = defineCommand({
  name: 'observe',
  synopsis: ['DEVICE [--count N] [--every 2s]'],
  about: `Asks a device, by its id, serial number or name, through its bridge for the scores that its model gives. --json prints a line for
each observation.`,
  options: {
    bridge: { value: 'ID', about: 'Bridge to reach it by, instead of its own.' },
    count: { value: 'N', about: 'How often to ask [1].' },
    every: { value: 'TIME', about: 'Time between two [2s].' },
  },
  run: async (call) => {
    const { ask, given, screen } = call
    const { DEVICE } = given.words('DEVICE')
    const count = given.number('count', 1, MOST) ?? 1
    const seconds = given.seconds('every') ?? 2
    const device = await findDevice(call, DEVICE)
    const path = { bridge_id: bridgeOf(device, given.number('bridge', 1, MAX_ID)), device_id: device.id }
    for (let asked = 0; asked < count; asked++) {
      if (asked > 0) await pause(seconds * 1000)
      const { observation_value } = await ask((client) =>
        client.GET('/observations/bridges/{bridge_id}/devices/{device_id}', { params: { path } }),
      )
      if (screen.json) console.log(JSON.stringify(observation_value))
      else console.log(describe(observation_value))
    }
  },
})
