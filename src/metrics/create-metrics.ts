import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Database } from '../db/create-database.ts'
import { createDatabaseMetrics, measurePools } from './database-metrics.ts'
import { createDiskMetrics } from './disk-metrics.ts'
import { createHttpMetrics } from './http-metrics.ts'
import { createEngineMetrics, createRunMetrics, measureKeptModels, measureWarmPool } from './run-metrics.ts'

const PREFIX = 'tinymlaas_'
/** Called as counters are, which they are not; each is the sum of another one. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
]

interface MetricsOptions {
  db: Pick<Database, 'knex' | 'pools'>
  version: string
  role: string
}

/** Measurements for Prometheus: of this process, and, from one process of an installation, of what the database holds. */
export const createMetrics = ({ db, version, role }: MetricsOptions) => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: PREFIX })
  for (const name of MISNAMED) registry.removeSingleMetric(`${PREFIX}${name}`)
  const info = new Gauge({
    name: 'tinymlaas_build_info',
    help: 'Always 1: version and role of this process.',
    labelNames: ['version', 'role'],
    registers: [registry],
  })
  info.set({ version, role }, 1)
  measurePools(registry, db)
  const database = createDatabaseMetrics(registry, db)
  const disks = createDiskMetrics(registry)
  return {
    contentType: registry.contentType,
    scrape: async (): Promise<string> => {
      await Promise.all([database.refresh(), disks.refresh()])
      return registry.metrics()
    },
    http: createHttpMetrics(registry),
    runs: createRunMetrics(registry, role !== 'api'),
    engineCall: createEngineMetrics(registry),
    /** Shows the counts of the warm containers, and of those that keep a model, from here on. */
    watchWarm: (warm: () => Record<string, number>, kept: () => Record<string, number>) => {
      measureWarmPool(registry, warm)
      measureKeptModels(registry, kept)
    },
    /** Shows how full these disks are, from here on. */
    watchDisks: disks.watch,
    /** Lets another process tell what the database holds. */
    leave: database.leave,
  }
}
export type Metrics = ReturnType<typeof createMetrics>
