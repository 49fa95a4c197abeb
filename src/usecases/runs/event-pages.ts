import { setImmediate } from 'node:timers/promises'
import { isFinal, type RunEvent } from '../../contract/run.ts'
import type { Executor } from '../../db/create-database.ts'
import { readEventPage } from '../../store/runs/events.ts'
import { noRun } from '../find-or-fail.ts'

/** Events of a page: numbers 1 to PAGE are page 0. */
const PAGE = 200
/** Bytes of pages that are kept: what many read, they read at about the same time. */
const MAX_KEPT = 8 * 1024 * 1024

interface Written {
  seq: number
  text: Buffer
}

/** A part of a run's events, written as it goes over the wire: once, however many read it. */
export interface EventPage {
  events: Written[]
  /** All of them together. */
  text: Buffer
  /** Whether there will never be more in it. */
  isFull: boolean
  /** Whether it is the last one of a run that has ended. */
  isEnd: boolean
}

/**
 * Pages of events for whoever follows a run. All who ask for a page at the same moment share one look into the database;
 * a full page does not change any more and is kept for a while. `write` gives an event the form that readers get.
 */
export const createEventPages = (db: Executor, write: (event: RunEvent) => string) => {
  const kept = new Map<string, EventPage>()
  const asked = new Map<string, Promise<EventPage>>()

  const keep = (key: string, page: EventPage) => {
    kept.set(key, page)
    let bytes = kept.values().reduce((sum, { text }) => sum + text.length, 0)
    for (const [oldest, { text }] of kept) {
      if (bytes <= MAX_KEPT) return
      kept.delete(oldest)
      bytes -= text.length
    }
  }
  const load = async (runId: string, number: number): Promise<EventPage> => {
    const found = await readEventPage(db, runId, number * PAGE, (number + 1) * PAGE)
    if (!found) throw noRun(runId)
    const events = found.events.map((event) => ({ seq: event.seq, text: Buffer.from(write(event)) }))
    const isFull = found.lastSeq >= (number + 1) * PAGE
    const text = Buffer.concat(events.map((event) => event.text))
    return { events, text, isFull, isEnd: !isFull && isFinal(found.state) }
  }

  return {
    /** Number of the page that has the event after `seq`. */
    numberOf: (seq: number): number => Math.floor(seq / PAGE),
    /** The last number that a page has room for. */
    lastOf: (number: number): number => (number + 1) * PAGE,
    /** @throws AppError `not-found` when the run is gone. */
    read(runId: string, number: number): Promise<EventPage> {
      const key = `${runId} ${number}`
      const known = kept.get(key)
      if (known) return Promise.resolve(known)
      const under = asked.get(key)
      if (under) return under
      const look = async () => {
        // Whoever comes before the look shares it; who comes after may know of something that it does not see.
        await setImmediate()
        asked.delete(key)
        const page = await load(runId, number)
        if (page.isFull) keep(key, page)
        return page
      }
      const promise = look()
      asked.set(key, promise)
      return promise
    },
  }
}
export type EventPages = ReturnType<typeof createEventPages>
