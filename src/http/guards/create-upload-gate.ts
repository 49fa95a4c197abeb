import { AppError } from '../../errors.ts'

/**
 * Lets `maxAtOnce` uploads in; demandPace ends those that hardly send anything.
 * @throws AppError `too-busy` with Retry-After.
 */
export const createUploadGate = (maxAtOnce: number) => {
  let inside = 0
  return async <T>(receive: () => Promise<T>): Promise<T> => {
    if (inside >= maxAtOnce) {
      throw new AppError('too-busy', `${maxAtOnce} uploads are under way already.`, {
        hint: 'Try again soon.',
        retryAfter: 5,
      })
    }
    inside += 1
    try {
      return await receive()
    } finally {
      inside -= 1
    }
  }
}
export type UploadGate = ReturnType<typeof createUploadGate>
