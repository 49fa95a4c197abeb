import { readConfig } from '../config.ts'
import { createDatabase, type Executor } from '../db/create-database.ts'
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts'
import { migrate } from '../db/migrate.ts'
import { createLogger } from '../logger.ts'

/** Does something with the relay's database: DATABASE_URL's, or the embedded one, which may be running or not. */
export const useDatabase = async <T>(
  env: NodeJS.ProcessEnv,
  act: (db: Executor) => Promise<T>,
): Promise<T> => {
  await using opened = new AsyncDisposableStack()
  const { database } = readConfig(env)
  const logger = createLogger('error')
  const embedded = database.url ? null : await startEmbeddedPostgres(database.dataDir, logger)
  if (embedded) opened.defer(() => embedded.stop())
  const db = createDatabase(database.url ?? embedded?.url ?? '', logger)
  opened.defer(() => db.close())
  await migrate(db.knex)
  return await act(db.knex)
}
