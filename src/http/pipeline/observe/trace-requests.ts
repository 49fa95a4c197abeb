import type { NextFunction, Request, Response } from 'express'
import type { Tracing } from '../../../tracing/span.ts'
import { parseTraceparent } from '../../../tracing/traceparent.ts'
import { isMonitored } from './log-requests.ts'
import { requestIdOf } from './request-id.ts'

/**
 * A span for every request but those of monitors, in the trace of its caller where it sent one. What the request has
 * done goes on with it: the header `traceparent` is the span's from here on.
 */
export const traceRequests =
  ({ begin }: Tracing) =>
  (request: Request, response: Response, next: NextFunction) => {
    if (isMonitored(request)) return next()
    const { method, path } = request
    const given = parseTraceparent(request.headers['traceparent'])?.traceparent ?? null
    const facts = {
      'http.request.method': method,
      'url.path': path,
      'tinymlaas.request_id': requestIdOf(request),
    }
    const span = begin(method, { kind: 'server', traceparent: given, facts })
    request.headers['traceparent'] = span.traceparent ?? given ?? undefined
    response.on('close', () => {
      const route = String(request.route?.path ?? 'unknown')
      span.end({
        name: `${method} ${route}`,
        facts: { 'http.route': route, 'http.response.status_code': response.statusCode },
        error: response.statusCode >= 500 ? String(response.statusCode) : null,
      })
    })
    next()
  }
