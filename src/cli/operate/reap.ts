import { parseArgs } from 'node:util'
import { createJobHost } from '../../app.ts'
import { readConfig } from '../../config.ts'
import { createLogger } from '../../logger.ts'
import { labelInstallation } from '../../store/installation.ts'
import { listLeftovers, reapLeftovers } from '../../worker/reap-leftovers.ts'
import type { Command } from '../command.ts'
import { useWholeDatabase } from '../use-database.ts'

const usage = `usage: tinymlaas reap [--dry-run]

Removes containers and volumes of this installation from the engine of DOCKER_HOST whose runs have ended or are not known, and
which are older than a minute. Every worker does so each minute; this is for an engine that has none any more. --dry-run lists
them: run and attempt.`

/** Removes what runs have left on an engine, or lists it. */
export const reap: Command = {
  usage,
  words: ['--dry-run'],
  run: async (args, env) => {
    const { values } = parseArgs({ args, options: { 'dry-run': { type: 'boolean', default: false } } })
    const config = readConfig(env)
    const logger = createLogger('error')
    return useWholeDatabase(env, 'as-is', async (db) => {
      const instance = await labelInstallation(db.knex, config.docker.instance)
      const { engine } = createJobHost(config, instance, logger)
      const deps = { db, engine, config, instance, logger }
      if (values['dry-run']) {
        let found = 0
        for await (const { runId, attempt } of listLeftovers(deps)) {
          found += 1
          console.log(`${runId}\t${attempt}`)
        }
        console.error(`${found} attempts have left something.`)
        return 0
      }
      console.error(`Removed what ${await reapLeftovers(deps)} attempts had left.`)
      return 0
    })
  },
}
