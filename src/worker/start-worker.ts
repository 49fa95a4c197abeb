import type { Logger } from '../logger.ts'
import type { Queue } from '../queue/create-queue.ts'
import { hasEngineCode } from '../runner/engine/engine-error.ts'
import { shareInFlight } from '../runner/engine/share-in-flight.ts'
import { forgetAll } from '../store/runs/retention.ts'
import { type ExecuteDeps, executeRun } from '../tasks/execute-run.ts'
import { createAnnouncer } from './announce.ts'
import { boundRemovals } from './bound-removals.ts'
import { keepClaiming } from './keep-claiming.ts'
import { tidyUp } from './tidy-up.ts'

const TIDY_MS = 60_000
/** It reads more than a sweep, and nobody waits for it. */
const FORGET_MS = 3_600_000

interface WorkerOptions {
  deps: ExecuteDeps
  queue: Queue
  concurrency: number
  /** Milliseconds between two sweeps. */
  tidyMs?: number
  logger: Logger
}

/** Claims runs and executes them until it is stopped; between them it removes what crashes have left. */
export const startWorker = async (options: WorkerOptions) => {
  const { deps, queue, concurrency, tidyMs = TIDY_MS, logger } = options
  const stopping = new AbortController()
  const stopped: { by?: Promise<void> } = {}

  // One after the other: a sweep of much may take longer than the time between two.
  const tidy = shareInFlight(() =>
    tidyUp(deps, queue).catch((error: unknown) => {
      // That the engine is away is told in a sentence; a stack is for defects.
      const isAway = error instanceof Error && hasEngineCode(error, 'unreachable', 'deadline')
      logger.warn('tidying up failed; it is tried again', isAway ? { why: error.message } : { error })
    }),
  )
  await tidy()
  const timer = setInterval(tidy, tidyMs)
  const forget = shareInFlight(() =>
    forgetAll(deps.db.slow, deps.config.run.retention).catch((error: unknown) => {
      logger.warn('what is old could not be forgotten; it is tried again', { error })
    }),
  )
  const forgetting = setInterval(forget, FORGET_MS)

  const removals = boundRemovals(concurrency)
  const announcer = createAnnouncer(deps)
  const claiming = await keepClaiming({
    queue,
    concurrency,
    admit: announcer.admit,
    execute: (runId, signal) =>
      executeRun({ ...deps, leave: removals.leave }, runId, AbortSignal.any([stopping.signal, signal])),
    logger,
  })

  const unsubscribe = deps.feed.subscribeToQueue(() => queue.wake())

  const stop = async (graceMs: number) => {
    clearInterval(timer)
    clearInterval(forgetting)
    unsubscribe()
    await claiming.stop()
    const isGone = announcer.leave()
    const patience = setTimeout(() => stopping.abort(), graceMs)
    await Promise.allSettled(claiming.running)
    await removals.done()
    clearTimeout(patience)
    await isGone
  }
  return {
    /**
     * Takes no more runs, lets those under way end within `graceMs`, then lets go of their containers: they go
     * on, and whoever claims the runs next adopts them. Stopping twice is stopping once.
     */
    stop: (graceMs: number): Promise<void> => {
      stopped.by ??= stop(graceMs)
      return stopped.by
    },
  }
}
