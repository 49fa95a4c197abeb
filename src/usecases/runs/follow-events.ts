import type { RunFeed } from '../../store/runs/feed.ts'
import { watchRun } from './await-run.ts'
import type { EventPages } from './event-pages.ts'

/**
 * The events of a run after `seq` as text, past ones at once and new ones as they come, up to the last. Reads on only
 * as fast as it is read.
 */
export async function* followEvents(
  { feed, pages }: { feed: RunFeed; pages: EventPages },
  runId: string,
  seq: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  using changes = watchRun(feed, runId, signal)
  let last = seq
  while (!signal.aborted) {
    const number = pages.numberOf(last)
    const { events, text, isFull, isEnd } = await pages.read(runId, number)
    const fresh = events.filter((event) => event.seq > last)
    if (fresh.length > 0)
      yield fresh.length === events.length ? text : Buffer.concat(fresh.map((event) => event.text))
    if (isEnd) return
    last = isFull ? pages.lastOf(number) : (fresh.at(-1)?.seq ?? last)
    if (!isFull) await changes.next()
  }
}
