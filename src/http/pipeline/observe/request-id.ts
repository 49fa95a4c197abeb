import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { parseTraceparent } from '../../../tracing/traceparent.ts'

const HEADER = 'x-request-id'
const SAFE = /^[\w.-]{1,100}$/

/** Gives every request an id: the caller's own, where it sent a harmless one. It is in the answer and in the log. */
export const assignRequestId = (request: Request, response: Response, next: NextFunction) => {
  const given = request.headers[HEADER]
  const id = typeof given === 'string' && SAFE.test(given) ? given : randomUUID()
  request.headers[HEADER] = id
  response.setHeader(HEADER, id)
  next()
}

/** Where a run comes from that a request asks for. */
export const originOf = (request: Request) => ({
  requestId: requestIdOf(request),
  traceparent: parseTraceparent(request.headers['traceparent'])?.traceparent ?? null,
})

export const requestIdOf = (request: Request): string => String(request.headers[HEADER])
