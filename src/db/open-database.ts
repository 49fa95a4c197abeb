import type { Config } from '../config.ts'
import { codeOf, isDatabaseAway } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { createDatabase } from './create-database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { explainConnection, NO_RIGHT } from './explain-connection.ts'
import { keepPostgres } from './keep-postgres.ts'
import { migrate } from './migrate.ts'

/**
 * Opens the relay's database, DATABASE_URL's or the embedded one, which may be running or not, with its schema up to
 * date. `keepAlive` starts an embedded one again whenever it dies.
 */
export const openDatabase = async (
  { database }: Pick<Config, 'database'>,
  logger: Logger,
  { keepAlive }: { keepAlive: boolean },
) => {
  await using opened = new AsyncDisposableStack()
  const embedded = database.url ? null : await startEmbeddedPostgres(database.dataDir, logger)
  if (embedded) opened.defer(() => embedded.stop())
  if (embedded && keepAlive) opened.defer(keepPostgres(database.dataDir, logger))
  const url = database.url ?? embedded?.url ?? ''
  const db = createDatabase(url, logger)
  opened.defer(() => db.close())
  const explain = (error: unknown) => (database.url ? explainConnection(database.url, error) : error)
  await db.slow.raw('select 1').catch((error: unknown) => {
    throw explain(error)
  })
  await migrate(db.slow).catch((error: unknown) => {
    throw codeOf(error) === NO_RIGHT || isDatabaseAway(error) ? explain(error) : error
  })
  const undo = opened.move()
  return { ...db, url, close: () => undo.disposeAsync() }
}
