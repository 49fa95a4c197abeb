import type { Request, RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'
import { AppError } from '../../errors.ts'

const MINUTE_MS = 60_000
const LOOPBACK = /^(::1|(::ffff:)?127\.)/

/** At most `perMinute` requests of one address; 0 is no limit. Processes on this machine are not limited. */
export const limitRequests = (perMinute: number): RequestHandler =>
  rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: (request: Request) => perMinute === 0 || LOOPBACK.test(request.ip ?? ''),
    handler: (_request, _response, next) =>
      next(
        new AppError('rate-limited', `More than ${perMinute} requests in a minute.`, {
          hint: 'Wait as long as Retry-After says.',
          retryAfter: MINUTE_MS / 1000,
        }),
      ),
  })
