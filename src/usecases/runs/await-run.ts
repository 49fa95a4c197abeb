import { isFinal, type RunView } from '../../contract/run.ts'
import type { Database } from '../../db/create-database.ts'
import type { RunFeed } from '../../store/runs/feed.ts'
import { findRunOrFail } from '../find-or-fail.ts'

/** Nudges can be lost; a look this often, in milliseconds, is the truth. */
const LOOK_MS = 2000

export interface WatchDeps {
  db: Database
  feed: RunFeed
}

/** Resolves at the next change of a run, or after LOOK_MS; at once when `signal` is aborted. */
export const nextChange = (feed: RunFeed, runId: string, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      unsubscribe()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, LOOK_MS)
    const unsubscribe = feed.subscribe(runId, done)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })

/**
 * Waits for the end of a run. The run does not depend on who waits for it.
 * @throws the signal's reason when it is aborted.
 */
export const awaitRun = async (
  { db, feed }: WatchDeps,
  runId: string,
  signal: AbortSignal,
): Promise<RunView> => {
  for (;;) {
    const changed = nextChange(feed, runId, signal)
    const run = await findRunOrFail(db.knex, runId)
    if (isFinal(run.state)) return run
    await changed
    signal.throwIfAborted()
  }
}
