import { toError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { Queue } from '../queue/create-queue.ts'
import { pause } from '../runner/pause.ts'

const LOOK_MS = 3000

interface ClaimingOptions {
  queue: Queue
  concurrency: number
  /** Rejects while this worker may execute nothing. */
  admit: () => Promise<unknown>
  execute: (runId: string, signal: AbortSignal) => Promise<void>
  logger: Logger
}

/**
 * Takes runs from the queue as long as this worker can execute them: one that lacks its engine, its image or a proof
 * leaves them to others, and begins again by itself. Resolves after the first look.
 */
export const keepClaiming = async (options: ClaimingOptions) => {
  const { queue, concurrency, admit, execute, logger } = options
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  /** Runs that go on from before claiming was stopped: their places are not free yet. */
  const stragglers = new Set<Promise<void>>()
  const state = { places: 0, lacks: '', nudge: new AbortController() }

  const take = async (runId: string, signal: AbortSignal) => {
    const execution = execute(runId, signal)
    running.add(execution)
    try {
      await execution
    } catch (error) {
      logger.warn('a run did not end and goes back to the queue', { run_id: runId, error })
      // That may be because something is missing here now.
      state.nudge.abort()
      throw error
    } finally {
      running.delete(execution)
      stragglers.delete(execution)
    }
  }
  const close = async (lacks: string) => {
    if (lacks !== state.lacks) logger.warn('no run is claimed here until that is mended', { lacks })
    state.lacks = lacks
    state.places = 0
    for (const execution of running) stragglers.add(execution)
    await queue.drain()
  }
  const open = async () => {
    if (state.lacks !== '') logger.info('runs are claimed here again')
    state.lacks = ''
    const free = concurrency - state.places - stragglers.size
    state.places += free
    if (free > 0) await queue.work(free, take)
    // Asked to stop meanwhile.
    if (stopping.signal.aborted) await queue.drain()
  }
  const look = async () => {
    const lacks = await admit().then(
      () => '',
      (error: unknown) => toError(error).message,
    )
    if (stopping.signal.aborted) return
    await (lacks === '' ? open() : close(lacks)).catch((error) =>
      logger.warn('the queue could not be asked for runs; trying again', { error }),
    )
  }
  await look()
  const keepLooking = async () => {
    while (!stopping.signal.aborted) {
      state.nudge = new AbortController()
      await pause(LOOK_MS, stopping.signal, state.nudge.signal)
      if (!stopping.signal.aborted) await look()
    }
  }
  void keepLooking()

  return {
    running,
    /** Claims nothing from here on. */
    stop: async () => {
      stopping.abort()
      await queue.drain()
    },
  }
}
