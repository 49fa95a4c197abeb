import { EventEmitter } from 'node:events'
import { Socket } from 'node:net'
import pg from 'pg'
import { CONNECT_MS, type Executor, keepAlive } from '../../db/create-database.ts'
import type { Logger } from '../../logger.ts'

const RECONNECT_MS = 1000
const CHANNEL = 'tinymlaas_runs'
/** Stands where a run's id stands otherwise. */
const QUEUED = 'queued'

/** Tells workers, when this transaction is committed, that a run waits. */
export const nudgeWorkers = async (trx: Executor): Promise<void> => {
  await trx.raw('select pg_notify(?, ?)', [CHANNEL, QUEUED])
}

/**
 * Tells when something about a run changed. It only nudges: whoever waits also looks at the rows now and then,
 * because a nudge is lost while the connection is down. After a reconnect everybody is nudged.
 */
export const createRunFeed = (url: string, logger: Logger) => {
  const nudges = new EventEmitter<Record<string, []>>().setMaxListeners(0)
  /** Of the connection in use, or of the one that is being made. */
  let socket: Socket | undefined
  let stopped = false
  let retry: NodeJS.Timeout | undefined

  const connect = async (): Promise<void> => {
    const own = new Socket()
    socket = own
    const next = new pg.Client({
      connectionString: url,
      application_name: 'tinymlaas-feed',
      connectionTimeoutMillis: CONNECT_MS,
      ...keepAlive,
      stream: () => own,
    })
    let lost = false
    const reconnect = (error?: Error) => {
      if (lost || stopped) return
      lost = true
      logger.warn('the feed of run changes was lost; connecting again', { error })
      next.end().catch(() => undefined)
      retry = setTimeout(() => connect(), RECONNECT_MS)
    }
    next.on('error', reconnect).on('end', () => reconnect())
    next.on('notification', ({ payload }) => payload && nudges.emit(payload))
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
    } catch (error) {
      reconnect(error instanceof Error ? error : undefined)
      return
    }
    for (const runId of nudges.eventNames()) nudges.emit(String(runId))
  }

  return {
    start: connect,
    /** Calls `onChange` at every change of a run until the returned function is called. */
    subscribe(runId: string, onChange: () => void): () => void {
      nudges.on(runId, onChange)
      return () => nudges.off(runId, onChange)
    },
    /** Calls `onQueued` when a run was queued, until the returned function is called. */
    subscribeToQueue(onQueued: () => void): () => void {
      nudges.on(QUEUED, onQueued)
      return () => nudges.off(QUEUED, onQueued)
    },
    async stop() {
      stopped = true
      clearTimeout(retry)
      socket?.destroy()
    },
  }
}
export type RunFeed = ReturnType<typeof createRunFeed>
