import { parseArgs } from 'node:util'
import { readConfig } from '../../config.ts'
import { countForgettable, forgetAll } from '../../store/runs/retention.ts'
import type { Command } from '../command.ts'
import { useWholeDatabase } from '../use-database.ts'

const usage = `usage: tinymlaas retention [--dry-run]

Forgets what is older than the settings say: RUN_RETENTION_DAYS for runs that failed, were cancelled or only predicted,
EVENT_RETENTION_DAYS for what ended runs said on their way, ARTIFACT_RETENTION_DAYS for files of model versions that are neither
current nor compiled. What is in use stays, however old. Workers do the same, runs each minute, the rest each hour. --dry-run
only counts.`

const show = (limit: number | null) => (limit === null ? 'kept' : `after ${limit} days`)

/** Forgets what is old, or says how much that is. */
export const retention: Command = {
  usage,
  words: ['--dry-run'],
  run: async (args, env) => {
    const { values } = parseArgs({ args, options: { 'dry-run': { type: 'boolean', default: false } } })
    const days = readConfig(env).run.retention
    const act = values['dry-run'] ? countForgettable : forgetAll
    const found = await useWholeDatabase(env, 'as-is', ({ slow }) => act(slow, days))
    for (const kind of ['runs', 'events', 'artifacts'] as const)
      console.log(`${kind}\t${found[kind]}\t${show(days[kind])}`)
    return 0
  },
}
