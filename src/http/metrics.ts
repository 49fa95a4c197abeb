import type { NextFunction, Request, Response } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Executor } from '../db/create-database.ts'
import { countRuns } from '../store/runs/queries.ts'

/** Measurements of this process, and the number of runs by state as the database has it, for Prometheus. */
export const createMetrics = (db: Executor) => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'tinymlaas_' })
  const requests = new Histogram({
    name: 'tinymlaas_http_request_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600],
    registers: [registry],
  })
  new Gauge({
    name: 'tinymlaas_runs',
    help: 'Runs by state.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      for (const { state, runs } of await countRuns(db)) this.set({ state }, runs)
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
