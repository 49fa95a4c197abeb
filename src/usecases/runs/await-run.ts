import { isFinal, type RunView } from '../../contract/run.ts'
import type { Database } from '../../db/create-database.ts'
import type { RunFeed } from '../../store/runs/feed.ts'
import { findState } from '../../store/runs/queries.ts'
import { findRunOrFail } from '../find-or-fail.ts'

/** Nudges can be lost; a look this often, in milliseconds, is the truth. */
const LOOK_MS = 2000

export interface WatchDeps {
  db: Database
  feed: RunFeed
}

/**
 * Watches a run from now on: `next` resolves at its next change, also one that came since the last time, and after
 * LOOK_MS; at once when `signal` is aborted.
 */
export const watchRun = (feed: RunFeed, runId: string, signal: AbortSignal) => {
  let hasChanged = false
  let wake: () => void = () => undefined
  const onChange = () => {
    hasChanged = true
    wake()
  }
  const onAbort = () => wake()
  const unsubscribe = feed.subscribe(runId, onChange)
  signal.addEventListener('abort', onAbort)
  return {
    async next(): Promise<void> {
      if (!hasChanged && !signal.aborted) {
        const { promise, resolve } = Promise.withResolvers<void>()
        wake = resolve
        const timer = setTimeout(resolve, LOOK_MS)
        await promise
        clearTimeout(timer)
      }
      hasChanged = false
    },
    [Symbol.dispose]() {
      unsubscribe()
      signal.removeEventListener('abort', onAbort)
    },
  }
}

/**
 * Waits for the end of a run. The run does not depend on who waits for it.
 * @throws the signal's reason when it is aborted.
 */
export const awaitRun = async (
  { db, feed }: WatchDeps,
  runId: string,
  signal: AbortSignal,
): Promise<RunView> => {
  using changes = watchRun(feed, runId, signal)
  for (;;) {
    const state = await findState(db.knex, runId)
    // Read whole only when there is something in it.
    if (state === null || isFinal(state)) return findRunOrFail(db.knex, runId)
    await changes.next()
    signal.throwIfAborted()
  }
}
