import type { Knex } from 'knex'
import type { Pool } from 'pg'
import { fromKnex, PgBoss } from 'pg-boss'
import type { Logger } from '../logger.ts'
import { nudgeWorkers } from '../store/runs/feed.ts'
import { createTaker, groupOf } from './take-jobs.ts'

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
  /** What this relay's worker has, for runs that ask for it. */
  labels?: string[]
  logger: Logger
}

/** The durable queue: pg-boss in the same database. It holds ids only; what a run is stands in `runs`. */
export const createQueue = ({ pool, runTimeoutSeconds, labels = [], logger }: QueueOptions) => {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: 'pgboss',
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    schedule: false,
  })
  boss.on('error', (error) => logger.warn('the queue had an error and goes on', { error }))
  boss.on('warning', (warning) => logger.warn('the queue warns', { warning }))

  const state: { taker?: ReturnType<typeof createTaker<QueuedRun>> } = {}
  /** Who asks for nothing is in no group. */
  const grouped = (labels: string[]) => (labels.length > 0 ? { group: { id: groupOf(labels) } } : {})

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
    async enqueue(trx: Knex.Transaction, runId: string, priority: number, labels: string[] = []) {
      const options = { id: runId, priority, ...grouped(labels), db: fromKnex(trx) }
      await boss.send(QUEUE, { runId } satisfies QueuedRun, options)
      await nudgeWorkers(trx)
    },
    /** Whether the queue still means to deliver a run. */
    async holds(runId: string): Promise<boolean> {
      const [job] = await boss.findJobs(QUEUE, { id: runId })
      return job !== undefined && ['created', 'retry', 'active'].includes(job.state)
    },
    /** Enqueues a run again whose entry the queue has given up. */
    async revive(runId: string, priority: number, labels: string[] = []) {
      await boss.deleteJob(QUEUE, runId)
      await boss.send(QUEUE, { runId } satisfies QueuedRun, { id: runId, priority, ...grouped(labels) })
    },
    /** Hands runs to `execute`, `concurrency` at a time. A rejection means: deliver it again later. */
    async work(concurrency: number, execute: (runId: string, signal: AbortSignal) => Promise<void>) {
      state.taker ??= createTaker<QueuedRun>({
        boss,
        queue: QUEUE,
        labels,
        heartbeatMs: (HEARTBEAT_SECONDS * 1000) / 4,
        execute: (job, signal) => execute(job.data.runId, signal),
        logger,
      })
      state.taker.open(concurrency)
    },
    /** Looks for runs now rather than at the next poll. */
    wake() {
      state.taker?.wake()
    },
    /** No new claims from here on. */
    async drain() {
      state.taker?.close()
    },
    async stop() {
      state.taker?.abort()
      await boss.stop({ graceful: false, close: true })
    },
  }
}
export type Queue = ReturnType<typeof createQueue>
