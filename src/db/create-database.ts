import knex, { type Knex } from 'knex'
import pg from 'pg'
import type { Logger } from '../logger.ts'

/** A bigint of ours is a size in bytes, far below 2^53. */
const readBigint = (text: string) => Number(text)

const INT8 = 20

/**
 * Pools on one database: `knex` for statements, `bulk` for writing bytes, `streams` for what callers read and
 * `inputs` for what jobs read, so that slow callers starve neither a health check nor a job.
 */
export const createDatabase = (url: string, logger: Logger) => {
  pg.types.setTypeParser(INT8, readBigint)
  const createPool = (name: string, max: number, options?: string) =>
    knex({
      client: 'pg',
      connection: {
        connectionString: url,
        application_name: name,
        keepAlive: true,
        ...(options ? { options } : {}),
      },
      pool: { min: 0, max },
      // Else it writes to the console, past the log and what is redacted there.
      log: {
        warn: (message) => logger.warn('the database client warns', { message: String(message) }),
        error: (message) => logger.warn('the database client has an error', { message: String(message) }),
        deprecate: () => undefined,
        debug: () => undefined,
      },
      acquireConnectionTimeout: 10_000,
      // An error names the statement; its values may be a whole picture, or what nobody should read in a log.
      compileSqlOnError: false,
    })
  const statements = createPool('tinymlaas', 12)
  // Bytes become visible through a later, ordinary commit, and that one also flushes what was written before it:
  // waiting for the disk at every chunk would gain nothing.
  const bulk = createPool('tinymlaas-bulk', 8, '-c synchronous_commit=off')
  const createStreamPool = (name: string, max: number) => {
    const settings = { connectionString: url, application_name: name, max, connectionTimeoutMillis: 10_000 }
    const pool = new pg.Pool(settings)
    // An idle connection that Postgres closes reports here; without a listener that would end the process.
    pool.on('error', (error) => logger.warn('an idle database connection was lost', { error }))
    // The same for one that is checked out: the statement under way rejects, this only keeps the process alive.
    pool.on('connect', (client) => client.on('error', () => undefined))
    return pool
  }
  const streams = createStreamPool('tinymlaas-streams', 8)
  const inputs = createStreamPool('tinymlaas-inputs', 4)
  return {
    knex: statements,
    bulk,
    streams,
    inputs,
    async close() {
      await Promise.all([statements.destroy(), bulk.destroy(), streams.end(), inputs.end()])
    },
  }
}
/** What runs a statement: the pool, or a transaction on one connection. */
export type Executor = Knex
export type Database = ReturnType<typeof createDatabase>
