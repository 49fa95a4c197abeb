import { isFinal, type RunEvent } from '../../contract/run.ts'
import { listEvents } from '../../store/runs/events.ts'
import { findRunOrFail } from '../find-or-fail.ts'
import { nextChange, type WatchDeps } from './await-run.ts'

const PAGE = 500

/** The events of a run after `seq`, past ones at once and new ones as they come, up to the last. */
export async function* followEvents(
  { db, feed }: WatchDeps,
  runId: string,
  seq: number,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  let last = seq
  while (!signal.aborted) {
    const changed = nextChange(feed, runId, signal)
    // The state is read before the events, so that a final state has all its events read after it.
    const { state } = await findRunOrFail(db.knex, runId)
    let page: RunEvent[]
    do {
      page = await listEvents(db.knex, runId, last, PAGE)
      yield* page
      last = page.at(-1)?.seq ?? last
    } while (page.length === PAGE && !signal.aborted)
    if (isFinal(state)) return
    await changed
  }
}
