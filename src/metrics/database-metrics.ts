import { randomUUID } from 'node:crypto'
import { Gauge, Histogram, type Registry } from 'prom-client'
import { jobKinds } from '../contract/job.ts'
import { runStates } from '../contract/run.ts'
import type { Database } from '../db/create-database.ts'
import { LEASE_SECONDS, leaveMonitoringLease, takeMonitoringLease } from '../store/monitoring/lease.ts'
import { countRunsByKind, measureSizes } from '../store/monitoring/measurements.ts'
import { countWorkers, workerStates } from '../store/workers.ts'
import { withDeadline } from '../with-deadline.ts'

/** A scrape must not wait for a database that does not answer: it is told what was known last, and how old that is. */
const DEADLINE_MS = 1000

const LATE = { ms: DEADLINE_MS, late: () => new Error('The database does not answer.') }

const measure = async ({ knex }: Pick<Database, 'knex'>) => ({
  runs: await countRunsByKind(knex),
  workers: await countWorkers(knex),
  sizes: await measureSizes(knex),
  at: performance.now(),
})
type Known = Awaited<ReturnType<typeof measure>>

/**
 * What the database holds, told by one process of an installation at a time: the first that is scraped takes a lease,
 * keeps it as long as it is scraped, and gives it up when it stops. All others leave these measurements out, so that a
 * sum over all processes is what there is.
 */
export const createDatabaseMetrics = (registry: Registry, db: Pick<Database, 'knex'>) => {
  const registers = [registry]
  const holder = randomUUID()
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name, help, labelNames, registers })
  const up = gauge('tinymlaas_database_up', 'Whether the database answered at this scrape: 1 or 0.')
  const reporter = gauge(
    'tinymlaas_database_reporter',
    'Whether this process tells what the database holds: 1 or 0.',
  )
  const age = gauge(
    'tinymlaas_database_report_age_seconds',
    'Age of what is told of the database: it grows while that does not answer.',
  )
  const runs = gauge('tinymlaas_runs', 'Runs by kind and state.', 'kind', 'state')
  const oldest = gauge(
    'tinymlaas_queue_oldest_seconds',
    'Time that the oldest queued run has waited, by kind; 0 where none waits.',
    'kind',
  )
  const workers = gauge('tinymlaas_workers', 'Workers by state: ready ones claim runs.', 'state')
  const slots = gauge(
    'tinymlaas_worker_slots',
    'Runs that the workers can execute at once, by their state.',
    'state',
  )
  const sizes = gauge(
    'tinymlaas_database_bytes',
    'Bytes on disk: of the whole database (all), and of pictures and artifacts in it (blobs).',
    'what',
  )

  const show = (known: Known) => {
    for (const kind of jobKinds) {
      for (const state of runStates) runs.set({ kind, state }, 0)
      oldest.set({ kind }, 0)
    }
    for (const row of known.runs) {
      runs.set({ kind: row.kind, state: row.state }, row.runs)
      if (row.state === 'queued') oldest.set({ kind: row.kind }, row.oldest)
    }
    for (const state of workerStates) {
      const counted = known.workers.find((row) => row.state === state)
      workers.set({ state }, counted?.workers ?? 0)
      slots.set({ state }, counted?.slots ?? 0)
    }
    sizes.set({ what: 'all' }, known.sizes.database)
    sizes.set({ what: 'blobs' }, known.sizes.blobs)
    age.set((performance.now() - known.at) / 1000)
  }
  const hide = () => {
    for (const one of [runs, oldest, workers, slots, sizes, age]) one.reset()
    age.remove()
  }

  const state: { known: Known | null; asking?: Promise<void> | undefined; isUp: boolean } = {
    known: null,
    isUp: false,
  }
  const ask = async () => {
    state.known = (await takeMonitoringLease(db.knex, holder)) ? await measure(db) : null
    state.isUp = true
  }
  /** One question at a time, however often it is scraped. */
  const shared = () => {
    state.asking ??= ask().finally(() => {
      state.asking = undefined
    })
    return state.asking
  }
  return {
    /** Brings all of them up to date, as far as the database answers in time. */
    refresh: async (): Promise<void> => {
      await withDeadline(shared, LATE).catch(() => {
        state.isUp = false
      })
      // Whoever gets no answer for so long has lost the lease, to somebody who does.
      const isOurs = state.known !== null && performance.now() - state.known.at < LEASE_SECONDS * 1000
      if (state.known && isOurs) show(state.known)
      else hide()
      up.set(state.isUp ? 1 : 0)
      reporter.set(isOurs ? 1 : 0)
    },
    /** Lets another process tell it at once; one that cannot say so is waited for. */
    leave: () => withDeadline(() => leaveMonitoringLease(db.knex, holder), LATE).catch(() => undefined),
  }
}

/** The pools of connections to the database. */
export const measurePools = (registry: Registry, { pools }: Pick<Database, 'pools'>) => {
  const registers = [registry]
  const labelNames = ['pool']
  const connections = new Gauge({
    name: 'tinymlaas_database_pool_connections',
    help: 'Connections to the database by pool: in use (used) and at rest (idle).',
    labelNames: ['pool', 'state'],
    registers,
  })
  new Gauge({
    name: 'tinymlaas_database_pool_waiting',
    help: 'How many wait for a connection of the pool.',
    labelNames,
    registers,
    collect() {
      for (const { name: pool, counts } of pools) {
        const counted = counts()
        this.set({ pool }, counted.waiting)
        connections.set({ pool, state: 'used' }, counted.used)
        connections.set({ pool, state: 'idle' }, counted.idle)
      }
    },
  })
  const limit = new Gauge({
    name: 'tinymlaas_database_pool_limit',
    help: 'Most connections of the pool.',
    labelNames,
    registers,
  })
  const waits = new Histogram({
    name: 'tinymlaas_database_pool_wait_seconds',
    help: 'Time that a statement waited for a connection, in the pools that tell.',
    labelNames,
    buckets: [0.001, 0.01, 0.1, 0.5, 1, 2, 4],
    registers,
  })
  for (const { name: pool, max, onWait } of pools) {
    limit.set({ pool }, max)
    onWait?.((seconds) => waits.observe({ pool }, seconds))
  }
}
