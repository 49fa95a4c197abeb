import type { Socket } from 'node:net'
import type { NextFunction, Request, Response } from 'express'
import type { Metrics } from '../../../metrics/create-metrics.ts'

/** Counts and times every request, and the bytes on its connection since the request before. */
export const measureRequests = ({ request: begin }: Pick<Metrics['http'], 'request'>) => {
  const counted = new WeakMap<Socket, { received: number; sent: number }>()
  return (request: Request, response: Response, next: NextFunction) => {
    const { socket } = request
    const end = begin()
    response.on('close', () => {
      const before = counted.get(socket) ?? { received: 0, sent: 0 }
      const now = { received: socket.bytesRead, sent: socket.bytesWritten }
      counted.set(socket, now)
      end({
        method: request.method,
        route: request.route?.path ?? 'unknown',
        status: response.statusCode,
        received: now.received - before.received,
        sent: now.sent - before.sent,
      })
    })
    next()
  }
}
