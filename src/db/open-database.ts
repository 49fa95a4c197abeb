import type { Knex } from 'knex'
import type { Config } from '../config.ts'
import { codeOf, isDatabaseAway } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { expectSchema, NoDatabaseYet } from './check-schema.ts'
import { createDatabase } from './create-database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { explainConnection, NO_RIGHT } from './explain-connection.ts'
import { keepPostgres } from './keep-postgres.ts'
import { migrate } from './migrate.ts'

interface OpenOptions {
  /**
   * `migrate` brings the schema up to date, as only a relay may, whose start operators plan; `make` takes this version's,
   * and makes it in an empty database; `as-is` takes this version's and makes nothing.
   */
  schema: 'migrate' | 'make' | 'as-is'
  keepAlive?: boolean
}

const prepareSchema: Record<OpenOptions['schema'], (db: Knex) => Promise<void>> = {
  migrate,
  make: (db) =>
    expectSchema(db).catch((error: unknown) => {
      if (!(error instanceof NoDatabaseYet)) throw error
      return migrate(db)
    }),
  'as-is': expectSchema,
}

/**
 * Opens the relay's database, DATABASE_URL's or the embedded one, which may be running or not. `keepAlive` starts an
 * embedded one again whenever it dies.
 * @throws SetupError when it cannot be used, or its schema is not what `schema` takes.
 */
export const openDatabase = async (
  { database }: Pick<Config, 'database'>,
  logger: Logger,
  { schema, keepAlive = false }: OpenOptions,
) => {
  await using opened = new AsyncDisposableStack()
  const embedded = database.url
    ? null
    : await startEmbeddedPostgres(database.dataDir, logger, { create: schema !== 'as-is' })
  if (embedded) opened.defer(() => embedded.stop())
  if (embedded && keepAlive) opened.defer(keepPostgres(database.dataDir, logger))
  const url = database.url ?? embedded?.url ?? ''
  const db = createDatabase(url, logger)
  opened.defer(() => db.close())
  const explain = (error: unknown) => (database.url ? explainConnection(database.url, error) : error)
  await db.slow.raw('select 1').catch((error: unknown) => {
    throw explain(error)
  })
  await prepareSchema[schema](db.slow).catch((error: unknown) => {
    throw codeOf(error) === NO_RIGHT || isDatabaseAway(error) ? explain(error) : error
  })
  const undo = opened.move()
  return { ...db, url, close: () => undo.disposeAsync() }
}
