import type { Knex } from 'knex'
import type { Config } from '../config.ts'
import { codeOf, isDatabaseAway, SetupError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { expectSchema, NoDatabaseYet } from './check-schema.ts'
import { createDatabase } from './create-database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { explainConnection, NO_RIGHT } from './explain-connection.ts'
import { keepPostgres } from './keep-postgres.ts'
import { migrate } from './migrate.ts'

/** SQLSTATE of a disk that is full. */
const NO_ROOM = '53100'

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
 * The server of the relay's database, DATABASE_URL's or the embedded one, which is started where it does not run.
 * @throws SetupError when it cannot be; without `create`, NoDatabaseYet when it would have to be made.
 */
export const openServer = async (
  { database }: Pick<Config, 'database'>,
  logger: Logger,
  { create, keepAlive = false }: { create: boolean; keepAlive?: boolean },
) => {
  const { url } = database
  if (url !== undefined)
    return {
      url,
      adminUrl: url,
      /** What went wrong with a connection, in words. */
      explain: (error: unknown): unknown => explainConnection(url, error),
      stop: async () => undefined,
    }
  const embedded = await startEmbeddedPostgres(database.dataDir, logger, { create })
  const stopKeeping = keepAlive ? keepPostgres(database.dataDir, logger) : async () => undefined
  return {
    url: embedded.url,
    /** The same database under a role that may make others. */
    adminUrl: embedded.superuserUrl,
    explain: (error: unknown): unknown => error,
    async stop() {
      await stopKeeping()
      await embedded.stop()
    },
  }
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
  const server = await openServer({ database }, logger, { create: schema !== 'as-is', keepAlive })
  opened.defer(() => server.stop())
  const db = createDatabase(server.url, logger)
  opened.defer(() => db.close())
  await db.slow.raw('select 1').catch((error: unknown) => {
    throw server.explain(error)
  })
  await prepareSchema[schema](db.slow).catch((error: unknown) => {
    if (codeOf(error) === NO_ROOM)
      throw new SetupError('PostgreSQL has no room left on its disk: make some, then start again.', {
        cause: error,
      })
    throw codeOf(error) === NO_RIGHT || isDatabaseAway(error) ? server.explain(error) : error
  })
  const undo = opened.move()
  return { ...db, url: server.url, close: () => undo.disposeAsync() }
}
