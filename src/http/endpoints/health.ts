import { z } from 'zod'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint, OPERATION } from '../endpoint.ts'

const report = z
  .object({
    ready: z.boolean(),
    checks: z.record(z.string(), z.string().nullable()).describe('Null, or what is wrong.'),
    warnings: z.array(z.string()).describe('What is lost although it works, as with a fallback runtime.'),
  })
  .meta({ id: 'Readiness' })

export const healthEndpoints = ({ readiness, metrics }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'healthz',
    method: 'get',
    path: '/healthz',
    tag: OPERATION,
    summary: 'The process answers',
    responses: { 200: { description: 'It does', schema: z.object({ ok: z.boolean() }) } },
    handle: async () => ({ status: 200, json: { ok: true } }),
  }),
  endpoint({
    operationId: 'readyz',
    method: 'get',
    path: '/readyz',
    tag: OPERATION,
    summary: 'Database, engine, image and runtime are there',
    responses: {
      200: { description: 'Ready', schema: report },
      503: { description: 'Not ready; `checks` says why', schema: report },
    },
    handle: async () => {
      const { checks, warnings } = await readiness()
      const ready = Object.values(checks).every((problem) => problem === null)
      return { status: ready ? 200 : 503, json: { ready, checks, warnings } }
    },
  }),
  endpoint({
    operationId: 'metrics',
    method: 'get',
    path: '/metrics',
    tag: OPERATION,
    summary: 'Measurements for Prometheus',
    responses: { 200: { description: 'Text exposition format', mediaType: 'text/plain' } },
    handle: async () => {
      const text = await metrics.scrape()
      return {
        status: 200,
        headers: { 'Content-Type': metrics.contentType },
        send: async (response) => {
          response.end(text)
        },
      }
    },
  }),
]
