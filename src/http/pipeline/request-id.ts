import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'

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

export const requestIdOf = (request: Request): string => String(request.headers[HEADER])
