import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { z } from 'zod'

const attributes = z.array(
  z.object({
    key: z.string(),
    value: z.object({
      stringValue: z.string().optional(),
      intValue: z.union([z.number(), z.string()]).optional(),
    }),
  }),
)
const sent = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              attributes,
              status: z.object({ code: z.number().optional(), message: z.string().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
})

const read = (list: z.infer<typeof attributes>) =>
  Object.fromEntries(list.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]))

export interface SeenSpan {
  name: string
  traceId: string
  spanId: string
  parent: string | undefined
  facts: Record<string, string | number>
  /** Of the process that sent it. */
  resource: Record<string, string | number>
  error: string | undefined
}

/** A collector that takes traces by OTLP over HTTP, as JSON, and keeps them. */
export const useOtlpReceiver = async () => {
  const spans: SeenSpan[] = []
  const server = createServer(async (request, response) => {
    const { resourceSpans } = sent.parse(JSON.parse(await text(request)))
    if (request.url !== '/v1/traces') throw new Error(`Nothing is taken at ${request.url}.`)
    for (const { resource, scopeSpans } of resourceSpans)
      for (const { attributes: facts, parentSpanId, status, ...span } of scopeSpans.flatMap(
        (scope) => scope.spans,
      ))
        spans.push({
          ...span,
          parent: parentSpanId || undefined,
          facts: read(facts),
          resource: read(resource.attributes),
          error: status.message,
        })
    response.setHeader('Content-Type', 'application/json')
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, spans }
}
