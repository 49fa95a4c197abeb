import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { listWorkers, setDrained } from '../store/workers.ts'
import { type Command, UsageError } from './command.ts'
import { useDatabase } from './use-database.ts'

const LOOK_MS = 1000
/** A worker looks every three seconds whether it was drained, and may claim a run until then. */
const UNTIL_KNOWN_MS = 5000

const usage = `usage: tinymlaas drain NAME [--wait]
       tinymlaas drain NAME --undo

Has a worker claim no more runs, so that its machine can be looked after: from its next look on, which is within three
seconds, and after a restart too. What it executes goes on; --wait answers when it has ended. \`tinymlaas workers\` has the names.`

/** Has a worker claim nothing, or claim runs again. */
export const drain: Command = {
  words: ['--wait', '--undo'],
  usage,
  run: async (args, env) => {
    const { values, positionals } = parseArgs({
      args,
      options: { undo: { type: 'boolean', default: false }, wait: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [name, ...rest] = positionals
    if (name === undefined || rest.length > 0) throw new UsageError('Name one worker.')
    return useDatabase(env, 'as-is', async (db) => {
      const ofName = async () => (await listWorkers(db)).filter((worker) => worker.name === name)
      const hasChanged = await setDrained(db, name, !values.undo)
      if (!hasChanged && (values.undo || (await ofName()).length === 0)) {
        console.error(
          values.undo
            ? `The worker "${name}" is not drained.`
            : `There is no worker "${name}"; \`tinymlaas workers\` shows them.`,
        )
        return 1
      }
      if (values.wait && !values.undo) {
        await sleep(UNTIL_KNOWN_MS)
        while ((await ofName()).some(({ runs }) => runs.length > 0)) await sleep(LOOK_MS)
      }
      console.error(
        values.undo ? `The worker "${name}" claims runs again.` : `The worker "${name}" claims no more runs.`,
      )
      return 0
    })
  },
}
