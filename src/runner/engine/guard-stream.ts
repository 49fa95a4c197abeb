import { finished, type Readable } from 'node:stream'
import { lateEngine, toEngineError } from './engine-error.ts'

type Options = {
  /** Longest pause of the engine, in milliseconds; the reader's own pauses do not count. */
  ms: number
  verb: string
  signal?: AbortSignal | undefined
}

/**
 * Reads a stream of the engine and gives up when it falls silent. Destroys it however the reading ends. By events: iterating over
 * a stream copies what has come in several parts.
 * @throws EngineError, or the reason of `signal`.
 */
export async function* guardStream(
  stream: Readable,
  { ms, verb, signal }: Options,
): AsyncGenerator<Uint8Array> {
  const arrived: Uint8Array[] = []
  let end: { error: unknown } | undefined
  let asked: PromiseWithResolvers<void> | undefined
  stream.on('data', (bytes: Uint8Array) => {
    stream.pause()
    arrived.push(bytes)
    asked?.resolve()
  })
  finished(stream, { writable: false }, (error) => {
    end = { error }
    asked?.resolve()
  })
  const onAbort = () => asked?.reject(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  const timer = setTimeout(() => asked?.reject(lateEngine(verb, ms)()), ms)

  const more = async () => {
    signal?.throwIfAborted()
    asked = Promise.withResolvers()
    timer.refresh()
    stream.resume()
    await asked.promise
    asked = undefined
  }
  try {
    for (;;) {
      for (let bytes = arrived.shift(); bytes; bytes = arrived.shift()) yield bytes
      if (end?.error) throw end.error
      if (end) return
      await more()
    }
  } catch (error) {
    signal?.throwIfAborted()
    throw toEngineError(verb, error)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    stream.destroy()
  }
}
