import type { NextFunction, Request, Response } from 'express'

/** Milliseconds over which a pace is looked at: who begins slowly, or has a gap, has time to make up for it. */
const WINDOW_MS = 30_000
/** Bytes a second that a body must arrive with, and an answer be taken with. A phone on a bad network does more. */
const MIN_RATE = 1024

interface Pace {
  windowMs?: number
  /** Bytes a second. */
  minRate?: number
  /** Told of every connection that is cut. */
  onStalled?: (side: 'sender' | 'reader') => void
}

const hasBody = ({ headers }: Request) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/**
 * Ends requests whose body hardly arrives although it is wanted, and answers that are hardly taken although they are
 * there: slow ones would take up the places of others. Who has nothing to send or to take is left alone.
 */
export const demandPace = ({ windowMs = WINDOW_MS, minRate = MIN_RATE, onStalled }: Pace = {}) => {
  const least = (minRate * windowMs) / 1000
  return (request: Request, response: Response, next: NextFunction): void => {
    const { socket } = request
    const isSending = hasBody(request)
    const received = () => socket.bytesRead
    // What waits here has not been taken by the system yet.
    const taken = () => socket.bytesWritten - socket.writableLength
    let last = { received: received(), taken: taken(), wasOwed: false }
    const look = () => {
      const now = { received: received(), taken: taken(), wasOwed: socket.writableLength > 0 }
      // What nobody reads yet is no fault of the sender.
      const isWanted = isSending && !request.complete && request.readableFlowing === true
      const isSlowSender = isWanted && now.received - last.received < least
      const isSlowTaker = now.wasOwed && last.wasOwed && now.taken - last.taken < least
      last = now
      if (!isSlowSender && !isSlowTaker) return
      onStalled?.(isSlowSender ? 'sender' : 'reader')
      socket.destroy()
    }
    const timer = setInterval(look, windowMs)
    response.once('close', () => clearInterval(timer))
    next()
  }
}
