import type { NextFunction, Request, Response } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Executor } from '../db/create-database.ts'
import type { WarmPool } from '../runner/warm/create-warm-pool.ts'
import { countRuns } from '../store/runs/queries.ts'
import { countWorkers, workerStates } from '../store/workers.ts'
import { withDeadline } from '../with-deadline.ts'

/** A scrape must not wait for a database that does not answer: it is told what was known last, and how old that is. */
const DEADLINE_MS = 1000

/** Measurements of this process, and the number of runs by state as the database has it, for Prometheus. */
export const createMetrics = (db: Executor, warm?: Pick<WarmPool, 'counts'>) => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'tinymlaas_' })
  const requests = new Histogram({
    name: 'tinymlaas_http_request_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600],
    registers: [registry],
  })
  let known = { runs: new Map<string, number>(), workers: new Map<string, number>(), at: performance.now() }
  let asking: Promise<void> | undefined
  const ask = async () => {
    const [rows, workers] = [await countRuns(db), await countWorkers(db)]
    known = { runs: new Map(rows.map(({ state, runs }) => [state, runs])), workers, at: performance.now() }
  }
  /** One question at a time, however often it is scraped. */
  const refresh = (): Promise<void> => {
    asking ??= ask()
      .catch(() => undefined)
      .finally(() => {
        asking = undefined
      })
    const late = () => new Error('The database does not answer.')
    return withDeadline(() => asking ?? Promise.resolve(), { ms: DEADLINE_MS, late }).catch(() => undefined)
  }
  const age = new Gauge({
    name: 'tinymlaas_runs_age_seconds',
    help: 'Age of the number of runs: it grows while the database does not answer.',
    registers: [registry],
  })
  new Gauge({
    name: 'tinymlaas_runs',
    help: 'Runs by state.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      await refresh()
      for (const [state, runs] of known.runs) this.set({ state }, runs)
      age.set((performance.now() - known.at) / 1000)
    },
  })
  new Gauge({
    name: 'tinymlaas_workers',
    help: 'Workers by state: ready ones claim runs.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      await refresh()
      for (const state of workerStates) this.set({ state }, known.workers.get(state) ?? 0)
    },
  })

  new Gauge({
    name: 'tinymlaas_warm_containers',
    help: 'Containers that wait for a run, and, since the start, requests for one that were met or missed, and starts that failed.',
    labelNames: ['what'],
    registers: [registry],
    collect() {
      for (const [what, count] of Object.entries(warm?.counts() ?? {})) this.set({ what }, count)
    },
  })

  return {
    contentType: registry.contentType,
    scrape: () => registry.metrics(),
    observe(request: Request, response: Response, next: NextFunction) {
      const end = requests.startTimer({ method: request.method })
      // The route, not the path: an id in a label would make a series of every row.
      response.on('close', () =>
        end({ route: request.route?.path ?? 'unknown', status: response.statusCode }),
      )
      next()
    },
  }
}
export type Metrics = ReturnType<typeof createMetrics>
