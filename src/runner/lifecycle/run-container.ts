import { inPhase } from '../in-phase.ts'
import { type Outcome, toOutcome } from '../outcome.ts'
import { createOutputBound } from '../output/bound-output.ts'
import { createEarlyCollection } from '../output/collect-early.ts'
import { quietSinks } from '../output/quiet-sinks.ts'
import type { RunOptions } from '../types.ts'
import { adoptContainer } from './adopt-container.ts'
import { hints } from './classify-exit.ts'
import { createEnding, ReleasedError } from './ending.ts'
import { feedJob } from './feed-job.ts'
import { discardRun, finishRun } from './finish-run.ts'
import { openContainer } from './open-container.ts'
import { settleExit } from './settle-exit.ts'
import { supervise } from './supervise.ts'

/**
 * Runs one job in one container of its own, from creation to removal, and tells how it ended. A container of
 * the same run and attempt that was started before is adopted instead.
 * @throws InputError when `inputs` failed, ReleasedError after `release`, or what `collect` or `settle`
 *   threw; in that last case the container is kept and can be adopted to try again.
 */
export const runContainer = async (options: RunOptions): Promise<Outcome> => {
  const { cancel, release, streams, timing } = options
  if (release?.aborted) throw new ReleasedError(false)
  if (cancel?.aborted) return finishRun(options, cancelledBeforeStart())
  const opened = await inPhase(options, 'open container', () => openContainer(options))
  if (opened.how === 'found') return adoptContainer(options)
  if (opened.how === 'refused') return finishRun(options, opened.outcome)

  const { stream, known } = opened
  const ending = createEnding()
  const early = createEarlyCollection(options)
  const bound = createOutputBound(streams, early.listening(quietSinks(options)))
  const { isSent, isAdoptable, stop } = feedJob(options, stream, ending)
  const leftMs = timing.deadlineMs
  const supervised = await inPhase(options, 'job', () =>
    supervise(options, { stream, bound, ending, leftMs, isAdoptable }),
  )
  stop()
  // Should its outputs not be stored, whoever tries again must find that it had all of its inputs.
  if (isSent()) await isAdoptable()
  const cause = ending.cause()
  if (cause) await early.stop()
  if (cause instanceof Error) {
    if (!(cause instanceof ReleasedError && cause.adoptable)) await discardRun(options)
    throw cause
  }
  const ended = {
    supervised,
    bound,
    cause,
    adopted: false,
    sent: isSent(),
    known,
    early: await early.collected(),
  }
  return finishRun(options, await settleExit(options, ended))
}

const cancelledBeforeStart = (): Outcome =>
  toOutcome(
    { reason: 'cancelled', detail: 'The run was cancelled before it started.', hint: hints.cancelled },
    {},
  )
