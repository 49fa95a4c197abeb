import { parseArgs } from 'node:util'
import { listWorkers } from '../store/workers.ts'
import type { Command } from './command.ts'
import { useDatabase } from './use-database.ts'

const MIB = 1024 * 1024

const usage = `usage: tinymlaas workers [--json]

Lists what executes runs, what each can and what it does. The states: ready claims runs; drained was told not to; lacking
cannot, and the last column says why; silent has not been heard of for 20 seconds. Exits 1 when none is ready.`

/** Lists the workers. */
export const workers: Command = {
  words: ['--json'],
  usage,
  run: async (args, env) => {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
    const found = await useDatabase(env, 'as-is', listWorkers)
    if (values.json) console.log(JSON.stringify(found, null, 2))
    else
      for (const w of found) {
        const size = `${w.slots} x ${Math.round(w.memory_bytes / MIB)} MiB`
        const cells = [
          w.name,
          w.state,
          w.runtime ?? '-',
          w.labels.join(',') || '-',
          w.image,
          size,
          `runs ${w.runs.join(' ') || '-'}`,
          w.lacks ?? '',
        ]
        console.log(cells.join('\t').trimEnd())
      }
    return found.some(({ state }) => state === 'ready') ? 0 : 1
  },
}
