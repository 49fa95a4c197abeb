type Options = {
  /** Milliseconds until the work is given up. */
  ms: number
  /** What it is then rejected with. */
  late: () => Error
  signal?: AbortSignal | undefined
}

/**
 * Settles within `ms`, whatever `work` does: a client may leave a promise pending for ever when a response is lost.
 * The signal given to `work` fires when nobody waits any more.
 * @throws what `late` makes, or the reason of `signal`.
 */
export const withDeadline = async <T>(
  work: (signal: AbortSignal) => Promise<T>,
  { ms, late, signal }: Options,
): Promise<T> => {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const { promise: refusal, reject } = Promise.withResolvers<never>()
  const giveUp = (reason: unknown) => {
    reject(reason)
    controller.abort(reason)
  }
  const onAbort = () => giveUp(signal?.reason)
  const timer = setTimeout(() => giveUp(late()), ms)
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work(controller.signal), refusal])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}
