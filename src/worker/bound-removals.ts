/**
 * Lets the next run begin while what ended ones left is still being removed: of `most` at once, so that what waits for its
 * removal never piles up. A removal that is lost with the relay is the reaper's.
 */
export const boundRemovals = (most: number) => {
  const pending = new Set<Promise<void>>()
  return {
    /** Resolves when there is room for another; `removal` itself never rejects. */
    leave: async (removal: Promise<void>): Promise<void> => {
      const entry = removal.finally(() => pending.delete(entry))
      pending.add(entry)
      while (pending.size > most) await Promise.race(pending)
    },
    /** Resolves when none is under way. */
    done: async (): Promise<void> => void (await Promise.all(pending)),
  }
}
