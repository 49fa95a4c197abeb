import type { Knex } from 'knex'
import type { Pool } from 'pg'
import { fromKnex, type JobWithMetadata, PgBoss } from 'pg-boss'
import type { Logger } from '../logger.ts'

const QUEUE = 'runs'
/** A worker that is silent for this long has died; its run goes to another. pg-boss allows no less than 10. */
const HEARTBEAT_SECONDS = 10
const SUPERVISE_SECONDS = 5
/** Above what the runs themselves allow: their own count of attempts decides. */
const RETRY_LIMIT = 50
const MARGIN_SECONDS = 300

interface QueuedRun {
  runId: string
}

interface QueueOptions {
  /** Connections of its own, which stay open when it is stopped. */
  pool: Pool
  /** Wall-clock limit of a run, in seconds. */
  runTimeoutSeconds: number
  logger: Logger
}

/** The durable queue: pg-boss in the same database. It holds ids only; what a run is stands in `runs`. */
export const createQueue = ({ pool, runTimeoutSeconds, logger }: QueueOptions) => {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: 'pgboss',
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    schedule: false,
  })
  boss.on('error', (error) => logger.warn('the queue had an error and goes on', { error }))
  boss.on('warning', (warning) => logger.warn('the queue warns', { warning }))

  return {
    async start() {
      await boss.start()
      const options = {
        heartbeatSeconds: HEARTBEAT_SECONDS,
        expireInSeconds: Math.min(24 * 3600 - 1, Math.ceil(runTimeoutSeconds) + MARGIN_SECONDS),
        retryLimit: RETRY_LIMIT,
        retryDelay: 1,
        retryDelayMax: 60,
        retryBackoff: true,
        deleteAfterSeconds: 3600,
      }
      await boss.createQueue(QUEUE, options)
      await boss.updateQueue(QUEUE, { expireInSeconds: options.expireInSeconds })
    },
    /** Enqueues in the transaction that writes the run: both become visible, or neither. */
    async enqueue(trx: Knex.Transaction, runId: string, priority: number) {
      await boss.send(QUEUE, { runId } satisfies QueuedRun, { id: runId, priority, db: fromKnex(trx) })
    },
    /** Whether the queue still means to deliver a run. */
    async holds(runId: string): Promise<boolean> {
      const [job] = await boss.findJobs(QUEUE, { id: runId })
      return job !== undefined && ['created', 'retry', 'active'].includes(job.state)
    },
    /** Enqueues a run again whose entry the queue has given up. */
    async revive(runId: string, priority: number) {
      await boss.deleteJob(QUEUE, runId)
      await boss.send(QUEUE, { runId } satisfies QueuedRun, { id: runId, priority })
    },
    /** Hands runs to `execute`, `concurrency` at a time. A rejection means: deliver it again later. */
    async work(concurrency: number, execute: (runId: string, signal: AbortSignal) => Promise<void>) {
      const options = {
        localConcurrency: concurrency,
        batchSize: 1,
        pollingIntervalSeconds: 0.5,
        heartbeatRefreshSeconds: HEARTBEAT_SECONDS / 4,
        includeMetadata: true,
      } as const
      await boss.work(QUEUE, options, async ([job]: JobWithMetadata<QueuedRun>[]) => {
        if (job) await execute(job.data.runId, job.signal)
      })
    },
    /** No new claims from here on. */
    async drain() {
      await boss.offWork(QUEUE, { wait: false })
    },
    async stop() {
      await boss.stop({ graceful: false, close: true })
    },
  }
}
export type Queue = ReturnType<typeof createQueue>
