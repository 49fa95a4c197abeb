import { parseArgs } from 'node:util'
import { readConfig } from '../../config.ts'
import { listMissing, refuseNewerSchema } from '../../db/check-schema.ts'
import { createDatabase } from '../../db/create-database.ts'
import { openDatabase } from '../../db/open-database.ts'
import { createLogger } from '../../logger.ts'
import type { Command } from '../command.ts'
import { useServer } from './use-server.ts'

const usage = `usage: tinymlaas migrate [--dry-run]

Brings the database's schema to that of this version, as the start of a relay does, and makes it in an empty database: for
deployments that do so once, before they replace relay by relay. Relays of the version before go on meanwhile. There is no way
back but a backup. --dry-run says what it would do, and exits 3 when that is something.`

const listPending = (env: NodeJS.ProcessEnv): Promise<string[]> =>
  useServer(env, false, async ({ url }) => {
    const db = createDatabase(url, createLogger('error'))
    try {
      await refuseNewerSchema(db.knex)
      return await listMissing(db.knex)
    } finally {
      await db.close()
    }
  })

/** Changes the schema, or says how. */
export const migrate: Command = {
  usage,
  words: ['--dry-run'],
  run: async (args, env) => {
    const { values } = parseArgs({ args, options: { 'dry-run': { type: 'boolean', default: false } } })
    if (values['dry-run']) {
      const pending = await listPending(env)
      for (const name of pending) console.log(name)
      return pending.length > 0 ? 3 : 0
    }
    const db = await openDatabase(readConfig(env), createLogger('error'), { schema: 'migrate' })
    await db.close()
    console.error('The schema is that of this version.')
    return 0
  },
}
