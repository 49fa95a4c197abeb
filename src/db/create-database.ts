import knex, { type Knex } from 'knex'
import pg from 'pg'
import type { Logger } from '../logger.ts'

/** A bigint of ours is a size in bytes, far below 2^53. */
const readBigint = (text: string) => Number(text)

const INT8 = 20

/**
 * Two pools on one database: `knex` for statements, `streams` for COPY, so that slow downloads never
 * starve a health check.
 */
export const createDatabase = (url: string, logger: Logger) => {
  pg.types.setTypeParser(INT8, readBigint)
  const db = knex({
    client: 'pg',
    connection: { connectionString: url, application_name: 'tinymlaas', keepAlive: true },
    pool: { min: 0, max: 16 },
    acquireConnectionTimeout: 10_000,
  })
  const streams = new pg.Pool({
    connectionString: url,
    application_name: 'tinymlaas-streams',
    max: 8,
    connectionTimeoutMillis: 10_000,
  })
  // An idle connection that Postgres closes reports here; without a listener that would end the process.
  streams.on('error', (error) => logger.warn('an idle database connection was lost', { error }))
  // The same for one that is checked out: the statement under way rejects, this only keeps the process alive.
  streams.on('connect', (client) => client.on('error', () => undefined))
  return {
    knex: db,
    streams,
    async close() {
      await Promise.all([db.destroy(), streams.end()])
    },
  }
}
/** What runs a statement: the pool, or a transaction on one connection. */
export type Executor = Knex
export type Database = ReturnType<typeof createDatabase>
