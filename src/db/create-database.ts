import { Socket } from 'node:net'
import knex, { type Knex } from 'knex'
import pg from 'pg'
import type { Logger } from '../logger.ts'
import { createPulse } from './pools/create-pulse.ts'
import { createReadingSocket } from './pools/create-reading-socket.ts'
import { describePool, describeStatementPool, type PoolView } from './pools/describe-pools.ts'

/** A bigint of ours is a size in bytes, far below 2^53. */
const readBigint = (text: string) => Number(text)

const INT8 = 20

const SECOND = 1000
const MINUTE = 60 * SECOND

/** To get a connection, new or used: less than a caller waits for its answer. */
export const CONNECT_MS = 4 * SECOND

/** So that a connection that leads nowhere is noticed while nobody uses it; then ten probes, a second apart. */
export const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 5 * SECOND }

/** Knex appends the stack. */
const firstLine = (message: unknown): string => String(message).split('\n')[0] ?? ''

interface PoolLimits {
  /** Most connections. */
  max: number
  /** Milliseconds that the server gives one statement; 0 is no limit. A silent server is the pulse's business. */
  statementMs: number
  /** Milliseconds that a transaction of a relay that stands still may keep its locks; 0 is no limit. */
  idleTransactionMs?: number
  /** Further settings of the server. */
  options?: string
}

/**
 * Every pool with its limits. Together with the feed's connection and the pulse's they are what a relay takes of
 * PostgreSQL's `max_connections`.
 */
export const poolLimits = {
  statements: { max: 10, statementMs: 15 * SECOND, idleTransactionMs: MINUTE },
  // What takes its time: deletes with all that hangs on a row, sweeps, migrations.
  slow: { max: 2, statementMs: 15 * MINUTE },
  // Bytes become visible through a later, ordinary commit, and that one also flushes what was written before it:
  // waiting for the disk at every chunk would gain nothing.
  bulk: {
    max: 8,
    statementMs: MINUTE,
    idleTransactionMs: MINUTE,
    options: '-c synchronous_commit=off',
  },
  streams: { max: 6, statementMs: MINUTE },
  // A job reads as fast as its container takes it; its deadline is the run's.
  inputs: { max: 4, statementMs: 0 },
  queue: { max: 4, statementMs: MINUTE },
} satisfies Record<string, PoolLimits>

/** A feed and a pulse. */
const SINGLE_CONNECTIONS = 2

/** Connections that one relay takes at most. */
export const mostConnections =
  Object.values(poolLimits).reduce((sum, { max }) => sum + max, 0) + SINGLE_CONNECTIONS

/**
 * Pools on one database: `knex` for statements, `slow` for long ones, `bulk` for writing bytes, `streams` for what
 * callers read, `inputs` for what jobs read and `queue` for the queue, so that slow callers starve neither a health
 * check nor a job. Everything in them fails within seconds when the server falls silent.
 */
export const createDatabase = (url: string, logger: Logger) => {
  pg.types.setTypeParser(INT8, readBigint)
  const pulse = createPulse(url, logger)
  const describe = (name: string, { statementMs, idleTransactionMs = 0, options }: PoolLimits) => ({
    connectionString: url,
    application_name: name,
    ...keepAlive,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: idleTransactionMs,
    stream: () => pulse.guard(new Socket()),
    ...(options ? { options } : {}),
  })
  const createStatementPool = (name: string, limits: PoolLimits) =>
    knex({
      client: 'pg',
      connection: describe(name, limits),
      pool: { min: 0, max: limits.max },
      // Else it writes to the console, past the log and what is redacted there.
      log: {
        warn: (message) => logger.warn('the database client warns', { about: firstLine(message) }),
        error: (message) => logger.warn('the database client has an error', { about: firstLine(message) }),
        deprecate: () => undefined,
        debug: () => undefined,
      },
      acquireConnectionTimeout: CONNECT_MS,
      // An error names the statement; its values may be a whole picture, or what nobody should read in a log.
      compileSqlOnError: false,
    })
  const createPool = (name: string, limits: PoolLimits, more: pg.PoolConfig = {}) => {
    const pool = new pg.Pool({ ...describe(name, limits), max: limits.max, ...more })
    // An idle connection that Postgres closes reports here; without a listener that would end the process.
    pool.on('error', (error) => logger.warn('an idle database connection was lost', { error }))
    // The same for one that is checked out: the statement under way rejects, this only keeps the process alive.
    pool.on('connect', (client) => client.on('error', () => undefined))
    return pool
  }
  const statements = createStatementPool('tinymlaas', poolLimits.statements)
  const slow = createStatementPool('tinymlaas-slow', poolLimits.slow)
  const bulk = createStatementPool('tinymlaas-bulk', poolLimits.bulk)
  const reading = { stream: () => pulse.guard(createReadingSocket()) }
  const streams = createPool('tinymlaas-streams', poolLimits.streams, reading)
  const inputs = createPool('tinymlaas-inputs', poolLimits.inputs, reading)
  const queue = createPool('tinymlaas-queue', poolLimits.queue)
  return {
    knex: statements,
    slow,
    bulk,
    streams,
    inputs,
    queue,
    /** The same, for the monitoring. */
    pools: [
      describeStatementPool('statements', poolLimits.statements.max, statements),
      describeStatementPool('slow', poolLimits.slow.max, slow),
      describeStatementPool('bulk', poolLimits.bulk.max, bulk),
      describePool('streams', poolLimits.streams.max, streams),
      describePool('inputs', poolLimits.inputs.max, inputs),
      describePool('queue', poolLimits.queue.max, queue),
    ] satisfies PoolView[],
    async close() {
      await Promise.all([statements.destroy(), slow.destroy(), bulk.destroy()])
      await Promise.all([streams.end(), inputs.end(), queue.end()])
      pulse.stop()
    },
  }
}
/** What runs a statement: the pool, or a transaction on one connection. */
export type Executor = Knex
export type Database = ReturnType<typeof createDatabase>
