import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { AppError } from '../errors.ts'

const DEADLINE_MS = 10_000
const MAX_AT_ONCE = 2
const MAX_WAITING = 50

/** Makes thumbnails in processes of their own, two at a time. */
export const createThumbnailer = () => {
  const program = fileURLToPath(new URL('shrink.ts', import.meta.url))
  let running = 0
  const waiting: (() => void)[] = []

  const shrink = async (picture: Readable): Promise<Buffer | null> => {
    // No environment: nothing of it is a decoder's business.
    const child = spawn(process.execPath, [program], { env: {}, stdio: ['pipe', 'pipe', 'ignore'] })
    const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS)
    const failed = new Promise<null>((resolve) => child.once('error', () => resolve(null)))
    try {
      const sent = pipeline(picture, child.stdin).catch(() => undefined)
      const png = await Promise.race([buffer(child.stdout), failed])
      await sent
      return png && png.length > 0 ? png : null
    } finally {
      clearTimeout(timer)
    }
  }

  /**
   * A PNG of at most 128 x 128 pixels; null for what cannot be decoded.
   * @throws AppError `too-busy` when too many wait.
   */
  return async (open: () => Readable): Promise<Buffer | null> => {
    if (waiting.length >= MAX_WAITING) {
      throw new AppError('too-busy', 'Too many thumbnails are being made.', {
        hint: 'Try again soon.',
        retryAfter: 2,
      })
    }
    if (running >= MAX_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    running += 1
    try {
      return await shrink(open())
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }
}
export type Thumbnailer = ReturnType<typeof createThumbnailer>
