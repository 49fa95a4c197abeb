import type { NextFunction, Request, Response } from 'express'
import type { Logger } from '../../logger.ts'
import { requestIdOf } from './request-id.ts'

/** One line per request when it is over; the query is left out, since it may hold what is private. */
export const logRequests = (logger: Logger) => (request: Request, response: Response, next: NextFunction) => {
  const started = performance.now()
  response.on('close', () =>
    logger.info('request', {
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
