import type { NextFunction, Request, Response } from 'express'

/** A body that arrives slower than this, in bytes a second over LOOK_MS, holds a place that others need. */
const MIN_RATE = 256
const LOOK_MS = 15_000

const hasBody = ({ headers }: Request) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Ends requests whose body hardly arrives although it is being read: slow ones would take up all there is. */
export const demandPace = (request: Request, _response: Response, next: NextFunction): void => {
  if (hasBody(request)) watchPace(request)
  next()
}

const watchPace = (request: Request): void => {
  const { socket } = request
  let seen = socket.bytesRead
  const timer = setInterval(() => {
    const received = socket.bytesRead - seen
    seen = socket.bytesRead
    // What nobody reads yet is no fault of the sender.
    const isWanted = !request.complete && request.readableFlowing === true
    if (isWanted && received < (MIN_RATE * LOOK_MS) / 1000) socket.destroy()
  }, LOOK_MS)
  request.once('close', () => clearInterval(timer))
}
