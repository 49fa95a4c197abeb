import type { Request } from 'express'
import { AppError } from '../errors.ts'

/** An upload that sends less than this, in bytes a second over LOOK_MS, holds a place that others need. */
const MIN_RATE = 256
const LOOK_MS = 15_000

/**
 * Lets `maxAtOnce` uploads in, and ends those that hardly send anything.
 * @throws AppError `too-busy` with Retry-After.
 */
export const createUploadGate = (maxAtOnce: number) => {
  let inside = 0
  return async <T>(request: Request, receive: () => Promise<T>): Promise<T> => {
    if (inside >= maxAtOnce) {
      throw new AppError('too-busy', `${maxAtOnce} uploads are under way already.`, {
        hint: 'Try again soon.',
        retryAfter: 5,
      })
    }
    inside += 1
    const { socket } = request
    let seen = socket.bytesRead
    const timer = setInterval(() => {
      const received = socket.bytesRead - seen
      seen = socket.bytesRead
      // Only a request that is still arriving and is being read can be too slow.
      const isWaiting = !request.complete && !request.isPaused()
      if (isWaiting && received < (MIN_RATE * LOOK_MS) / 1000) socket.destroy()
    }, LOOK_MS)
    try {
      return await receive()
    } finally {
      clearInterval(timer)
      inside -= 1
    }
  }
}
export type UploadGate = ReturnType<typeof createUploadGate>
