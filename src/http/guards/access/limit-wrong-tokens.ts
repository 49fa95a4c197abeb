import { ipKeyGenerator, MemoryStore } from 'express-rate-limit'
import { AppError } from '../../../errors.ts'

const MINUTE_MS = 60_000

/**
 * Counts the wrong tokens of each address. A right one is taken at any time, so that nobody shuts out whoever shares
 * an address with them; guesses get an answer `perMinute` times a minute.
 */
export const limitWrongTokens = (perMinute: number) => {
  const store = new MemoryStore()
  // Of the library's options the store reads this one only.
  store.init({ windowMs: MINUTE_MS } as Parameters<typeof store.init>[0])
  return {
    /** @throws AppError `rate-limited`, with the seconds to wait. */
    async count(address: string): Promise<void> {
      const { totalHits, resetTime } = await store.increment(ipKeyGenerator(address))
      if (totalHits <= perMinute) return
      const waitMs = (resetTime?.getTime() ?? Date.now() + MINUTE_MS) - Date.now()
      throw new AppError('rate-limited', `More than ${perMinute} wrong tokens in a minute.`, {
        hint: 'Mend the token, and wait as long as Retry-After says.',
        retryAfter: Math.max(1, Math.ceil(waitMs / 1000)),
      })
    },
  }
}
export type WrongTokenLimit = ReturnType<typeof limitWrongTokens>
