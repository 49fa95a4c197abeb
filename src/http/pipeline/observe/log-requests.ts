import type { NextFunction, Request, Response } from 'express'
import type { Logger } from '../../../logger.ts'
import { requestIdOf } from './request-id.ts'

/** Asked every few seconds, for ever; what they find wrong is told by the parts that have it. */
const MONITORED = new Set(['/healthz', '/readyz', '/metrics'])

/** Whether a monitor asks. */
export const isMonitored = ({ path }: Request): boolean => MONITORED.has(path.replace(/\/$/, ''))

/**
 * One line per request when it is over, of monitors under LOG_LEVEL=debug only; the query is left out, since it may
 * hold what is private.
 */
export const logRequests = (logger: Logger) => (request: Request, response: Response, next: NextFunction) => {
  const started = performance.now()
  response.on('close', () =>
    logger[isMonitored(request) ? 'debug' : 'info']('request', {
      request_id: requestIdOf(request),
      method: request.method,
      path: request.path,
      status: response.statusCode,
      complete: response.writableFinished,
      ms: Math.round(performance.now() - started),
    }),
  )
  next()
}
