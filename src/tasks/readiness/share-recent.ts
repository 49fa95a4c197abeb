/**
 * The same question, asked again within `ms` or while an answer is under way, has the same answer: however many
 * monitors there are, what they ask about is asked once.
 */
export const shareRecent = <T>(ask: () => Promise<T>, ms: number): (() => Promise<T>) => {
  let answer: { promise: Promise<T>; askedAt: number; isOpen: boolean } | undefined
  return () => {
    const isRecent = answer && (answer.isOpen || performance.now() - answer.askedAt < ms)
    if (answer && isRecent) return answer.promise
    const fresh = { promise: ask(), askedAt: performance.now(), isOpen: true }
    const close = () => {
      fresh.isOpen = false
    }
    fresh.promise.then(close, close)
    answer = fresh
    return fresh.promise
  }
}
