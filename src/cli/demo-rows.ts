import { parseArgs } from 'node:util'
import { type DemoOutcome, loadDemoRows } from '../usecases/load-demo-rows.ts'
import type { Command } from './command.ts'
import { useDatabase } from './use-database.ts'

const usage = `usage: tinymlaas demo-rows

Loads the rows that the predecessor came with: 2 bridges, 4 devices and 3 datasets without pictures. On a fresh
database they get the ids which the old command-line tool counts on. Where they are already, nothing happens; where
there are other rows, nothing is changed and the command fails.`

const words: Record<DemoOutcome, string> = {
  loaded: 'Loaded 2 bridges, 4 devices and 3 datasets.',
  present: 'The demo rows are there already.',
  occupied:
    'There are bridges, devices or datasets already, so the demo rows would get other ids: use an empty database (DATABASE_URL or DATA_DIR).',
}

/** Loads the predecessor's rows. */
export const demoRows: Command = {
  usage,
  words: [],
  run: async (args, env) => {
    parseArgs({ args, options: {} })
    const outcome = await useDatabase(env, 'make', loadDemoRows)
    ;(outcome === 'occupied' ? console.error : console.log)(words[outcome])
    return outcome === 'occupied' ? 1 : 0
  },
}
