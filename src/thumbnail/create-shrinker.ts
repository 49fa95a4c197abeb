import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { toError } from '../errors.ts'
import { withDeadline } from '../with-deadline.ts'
import { CHECK } from './pixels.ts'
import { readExactly } from './read-exactly.ts'

const DEADLINE_MS = 10_000
const MAX_HEAP_MIB = 96
/** A PNG of 128 x 128 pixels is far smaller. */
const MAX_PNG = 1024 * 1024

/** The process failed, whatever it was about: that says nothing of the picture. */
export class ShrinkerFailed extends Error {
  override readonly name = 'ShrinkerFailed'
}

/** A process that makes thumbnails, one after the other. After a failure it is of no further use. */
export const createShrinker = () => {
  const program = fileURLToPath(new URL('shrink.ts', import.meta.url))
  // No environment: nothing of it is a decoder's business.
  const child = spawn(process.execPath, [`--max-old-space-size=${MAX_HEAP_MIB}`, program], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const state = { isUsable: true }
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const end = (cause?: unknown) => {
    state.isUsable = false
    child.kill('SIGKILL')
    reject(new ShrinkerFailed('The process that makes thumbnails has ended.', { cause }))
  }
  ended.catch(() => undefined)
  child.once('error', end).once('exit', () => end())
  child.stdin.on('error', end)

  const take = readExactly(child.stdout)
  const read = async (bytes: number): Promise<Buffer> => {
    const part = await take(bytes)
    if (!part) throw new ShrinkerFailed('The process that makes thumbnails ended within an answer.')
    return part
  }
  const send = async (order: number, picture: Readable) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(order)
    child.stdin.write(length)
    for await (const chunk of picture) if (!child.stdin.write(chunk)) await once(child.stdin, 'drain')
  }
  const answer = async (): Promise<Buffer | null> => {
    const bytes = (await read(4)).readUInt32BE()
    if (bytes > MAX_PNG) throw new ShrinkerFailed(`A thumbnail of ${bytes} bytes makes no sense.`)
    return bytes === 0 ? null : read(bytes)
  }
  const ask = async (order: number, picture: Readable): Promise<Buffer | null> => {
    const late = () => new ShrinkerFailed(`No answer within ${DEADLINE_MS} ms.`)
    try {
      const work = () => Promise.race([send(order, picture).then(answer), ended])
      return await withDeadline(work, { ms: DEADLINE_MS, late })
    } catch (error) {
      // In the middle of a picture: what comes next would be taken for the rest of it.
      end(error)
      throw toError(error)
    } finally {
      picture.destroy()
    }
  }
  return {
    isUsable: () => state.isUsable,
    /**
     * A PNG of at most 128 x 128 pixels; null for what cannot be decoded.
     * @throws ShrinkerFailed, or the error of `picture`.
     */
    shrink: (bytes: number, picture: Readable) => ask(bytes, picture),
    /**
     * Whether a JPEG has all of its pixels, though the mark of its end may be missing.
     * @throws ShrinkerFailed, or the error of `picture`.
     */
    isWhole: async (bytes: number, picture: Readable) => (await ask(CHECK + bytes, picture)) !== null,
    stop: () => end(),
  }
}
export type Shrinker = ReturnType<typeof createShrinker>
