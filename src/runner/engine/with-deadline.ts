import { EngineError } from './engine-error.ts'

type Options = {
  /** Milliseconds until the call is given up. */
  ms: number
  verb: string
  signal?: AbortSignal | undefined
}

/**
 * Settles within `ms`, whatever `work` does: the Docker client leaves a promise pending for ever when a
 * response is lost after its headers. The signal given to `work` fires when nobody waits any more.
 * @throws EngineError `deadline`, or the reason of `signal`.
 */
export const withDeadline = async <T>(
  work: (signal: AbortSignal) => Promise<T>,
  { ms, verb, signal }: Options,
): Promise<T> => {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const { promise: refusal, reject } = Promise.withResolvers<never>()
  const giveUp = (reason: unknown) => {
    reject(reason)
    controller.abort(reason)
  }
  const onAbort = () => giveUp(signal?.reason)
  const timer = setTimeout(
    () => giveUp(new EngineError('deadline', `engine ${verb}: no answer within ${ms} ms`)),
    ms,
  )
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work(controller.signal), refusal])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}
