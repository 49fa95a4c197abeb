import type { Readable } from 'node:stream'
import type { OutputBound } from '../output/bound-output.ts'
import { relayOutput } from '../output/relay-output.ts'
import { pause } from '../pause.ts'
import { findVolume } from '../profile/find-volume.ts'
import { containerName } from '../profile/job-names.ts'
import type { WatchOptions } from '../types.ts'
import { type Ending, ReleasedError } from './ending.ts'
import { stopContainer } from './stop-container.ts'
import { type Exit, waitForExit } from './wait-for-exit.ts'
import { watchUsage } from './watch-usage.ts'

/** Time for what the container wrote last to arrive. */
const DRAIN_MS = 5000
/** After this long, a container that survives SIGKILL is given up. */
const UNKILLABLE_MS = 60_000
const LONGEST_TIMER_MS = 2 ** 31 - 1

type Running = {
  /** Its output; null when there is none to be had. */
  stream: Readable | null
  bound: OutputBound
  ending: Ending
  /** Milliseconds left until the deadline. */
  leftMs: number
  /** Whether the job could go on without this relay: it has all of its inputs. */
  isAdoptable: () => Promise<boolean>
}

export type Supervised = { exit: Exit; peakMemoryBytes: number | null }

/**
 * Stays with a running container until it has ended: relays its output, enforces deadline, quota and
 * cancellation, and rides out an engine that goes away.
 */
export const supervise = async (options: WatchOptions, running: Running): Promise<Supervised> => {
  const { engine, logger, key, timing, streams, volumeBytes, volumeFiles, cancel, release } = options
  const { stream, bound, ending, leftMs, isAdoptable } = running
  const name = containerName(key)
  const ended = new AbortController()
  const outputEnded = new AbortController()
  const giveUp = new AbortController()
  const undo = new DisposableStack()

  const timeout = () =>
    ending.because({ reason: 'timeout', detail: 'The job was still running at its deadline.' })
  const timer = setTimeout(timeout, Math.min(leftMs, LONGEST_TIMER_MS))
  undo.defer(() => clearTimeout(timer))
  const on = (signal: AbortSignal | undefined, act: () => void) => {
    if (signal?.aborted) act()
    signal?.addEventListener('abort', act)
    undo.defer(() => signal?.removeEventListener('abort', act))
  }
  on(cancel, () => ending.because({ reason: 'cancelled', detail: 'The run was cancelled.' }))
  on(release, () => void isAdoptable().then((adoptable) => ending.failing(new ReleasedError(adoptable))))
  on(ending.signal, () => {
    const cause = ending.cause()
    if (cause instanceof ReleasedError && cause.adoptable) return giveUp.abort()
    const graceMs = cause instanceof Error || cause?.reason === 'disk' ? 0 : timing.graceMs
    void stopContainer(engine, name, { logger, graceMs, ended: ended.signal })
    const last = setTimeout(() => giveUp.abort(), graceMs + UNKILLABLE_MS)
    undo.defer(() => clearTimeout(last))
  })

  const peak = watchUsage({
    engine,
    logger,
    name,
    findVolume: () => findVolume(engine, key, ended.signal),
    volumeBytes,
    volumeFiles,
    everyMs: timing.usagePollMs,
    ending,
    ended: ended.signal,
  })
  const output = (stream ? relayOutput(stream, bound, streams) : Promise.resolve())
    .catch((error: unknown) => logger.debug('the output of a container broke off', { name, error }))
    .finally(() => outputEnded.abort())
  try {
    const { pollMs, engineGraceMs } = timing
    const hint = outputEnded.signal
    const exit = await waitForExit(engine, name, { pollMs, engineGraceMs, hint, giveUp: giveUp.signal })
    // What a flooding job wrote last would be dropped anyway.
    if (exit.how === 'exited' && !bound.isTruncated()) await Promise.race([output, pause(DRAIN_MS)])
    return { exit, peakMemoryBytes: peak() }
  } finally {
    ended.abort()
    undo.dispose()
    stream?.destroy()
  }
}
