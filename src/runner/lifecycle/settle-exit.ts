import type { JobResult } from '../../contract/job.ts'
import type { RunReason } from '../../contract/run.ts'
import type { ContainerState } from '../engine/engine-schemas.ts'
import { inPhase } from '../in-phase.ts'
import { type Identity, identityOf, type Outcome, toOutcome } from '../outcome.ts'
import type { OutputBound } from '../output/bound-output.ts'
import { collectAll } from '../output/collect-all.ts'
import type { WatchOptions } from '../types.ts'
import { classifyExit, hints, type Verdict } from './classify-exit.ts'
import type { Cause } from './ending.ts'
import type { Supervised } from './supervise.ts'

type Settling = {
  supervised: Supervised
  bound: OutputBound
  /** Why the relay ended the run, if it did. */
  cause: Cause | null
  /** True for a container that nobody watched for a while. */
  adopted: boolean
  /** All inputs were handed to the engine, as far as is known. */
  sent: boolean
  /** What is known from before it ended. */
  known: Identity
  /** The manifest, when all was collected before the program had ended. */
  early?: JobResult | null
}

/**
 * What became of a container: collects its output if it ended by itself, and says how it ended.
 * @throws what `collect` threw, or the reason of `release`.
 */
export const settleExit = async (options: WatchOptions, settling: Settling): Promise<Outcome> => {
  const { supervised, bound, cause, adopted, sent, known, early } = settling
  const { exit, peakMemoryBytes } = supervised
  const unseen = (reason: RunReason, detail: string) =>
    toOutcome(cause ? verdict(cause.reason, cause.detail) : verdict(reason, detail), {
      ...known,
      peakMemoryBytes,
    })

  if (exit.how === 'gone') return unseen('lost', 'The container is gone.')
  if (exit.how === 'unreachable') return unseen('engine', 'The container engine did not answer any more.')
  if (exit.how === 'given-up') return unseen('engine', 'The container could not be ended.')
  const isCollected = early && exit.state.exitCode === 0
  const collected = cause
    ? none
    : isCollected
      ? ({ how: 'read', result: early, outputProblem: null } as const)
      : await inPhase(options, 'collect outputs', () => collectAll(options, exit.state))
  if (collected.how === 'gone') return unseen('lost', 'The container is gone, and its output with it.')
  if (collected.how === 'unreachable') return unseen('engine', 'The engine did not hand out the output.')
  const { result, outputProblem } = collected
  const unwatched = adopted || exit.sawOutage
  const tail = bound.tail()
  const { state } = exit
  const judged = classifyExit({ state, cause, unwatched, sent, result, outputProblem, tail })
  return toOutcome(judged, {
    ...identityOf(state),
    // A container that was warm started before its job.
    startedAt: known.startedAt ?? state.startedAt,
    ...endOf(state),
    result,
    peakMemoryBytes,
  })
}

const none = { how: 'read', result: null, outputProblem: null } as const

const verdict = (reason: RunReason, detail: string): Verdict => ({ reason, detail, hint: hints[reason] })

const endOf = ({ exitCode, oomKilled, finishedAt }: ContainerState) => ({ exitCode, oomKilled, finishedAt })
