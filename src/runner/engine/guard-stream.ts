import type { Readable } from 'node:stream'
import { withDeadline } from '../../with-deadline.ts'
import { lateEngine, toEngineError } from './engine-error.ts'

type Options = {
  /** Longest pause of the engine, in milliseconds; the reader's own pauses do not count. */
  ms: number
  verb: string
  signal?: AbortSignal | undefined
}

/**
 * Reads a stream of the engine and gives up when it falls silent. Destroys it however the reading ends.
 * @throws EngineError, or the reason of `signal`.
 */
export async function* guardStream(stream: Readable, options: Options): AsyncGenerator<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]()
  const next = async () => {
    try {
      return await withDeadline(() => chunks.next(), {
        ms: options.ms,
        late: lateEngine(options.verb, options.ms),
        signal: options.signal,
      })
    } catch (error) {
      options.signal?.throwIfAborted()
      throw toEngineError(options.verb, error)
    }
  }
  try {
    for (let chunk = await next(); !chunk.done; chunk = await next()) yield chunk.value
  } finally {
    stream.destroy()
  }
}
