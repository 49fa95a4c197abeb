/** Callers that come while an earlier call is on its way get its answer instead of a call of their own. */
export const shareInFlight = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let inFlight: Promise<T> | null = null
  return () => {
    inFlight ??= work().finally(() => {
      inFlight = null
    })
    return inFlight
  }
}
