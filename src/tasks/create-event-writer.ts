import { toStorable } from '../contract/to-storable.ts'
import type { Database } from '../db/create-database.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { appendEvents, type NewEvent } from '../store/runs/events.ts'

/** Events are written together this often, in milliseconds: soon enough for people, seldom enough for Postgres. */
const FLUSH_MS = 200
const MAX_PENDING = 1000
/** SQLSTATE class 22: the data itself is at fault, and would be at every try. */
const BAD_DATA = /^22/

interface EventWriterOptions {
  db: Database
  runId: string
  claim: string
  logger: Logger
  /** Called when another attempt has taken the run over. */
  onLost: () => void
}

/**
 * Writes a run's events in order and in batches. An outage of the database costs events at worst, never the run:
 * what does not fit any more is dropped.
 */
export const createEventWriter = ({ db, runId, claim, logger, onLost }: EventWriterOptions) => {
  let pending: NewEvent[] = []
  // One write after the other, so that whoever waits for a flush waits for all that was pending.
  let tail: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let flushedAt = Number.NEGATIVE_INFINITY

  const write = async () => {
    const events = pending
    pending = []
    if (events.length === 0) return
    try {
      if (!(await appendEvents(db.knex, runId, claim, events))) onLost()
    } catch (error) {
      logger.warn('events of a run could not be written', { run_id: runId, events: events.length, error })
      if (!BAD_DATA.test(codeOf(error) ?? '')) pending = [...events, ...pending].slice(-MAX_PENDING)
    }
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    flushedAt = performance.now()
    tail = tail.then(write)
    return tail
  }

  return {
    /** Resolves at once unless too much is waiting: then the job waits as well. */
    async add(type: string, data: object) {
      pending.push(toStorable({ type, data }))
      if (pending.length >= MAX_PENDING) await flush()
      // At once after a while of silence: the first of a run is what somebody waits for.
      else timer ??= setTimeout(() => void flush(), Math.max(0, flushedAt + FLUSH_MS - performance.now()))
    },
    flush,
  }
}
