import { meaningOf } from '../engine/container-states.ts'
import { hasEngineCode } from '../engine/engine-error.ts'
import type { ContainerState } from '../engine/engine-schemas.ts'
import { inPhase } from '../in-phase.ts'
import { identityOf, type Outcome, toOutcome } from '../outcome.ts'
import { createOutputBound } from '../output/bound-output.ts'
import { quietSinks } from '../output/quiet-sinks.ts'
import { containerName, fedMarkerName, LABEL_RUN, parseRunLabels } from '../profile/job-names.ts'
import type { AdoptOptions } from '../types.ts'
import { hints } from './classify-exit.ts'
import { createEnding } from './ending.ts'
import { finishRun } from './finish-run.ts'
import { settleExit } from './settle-exit.ts'
import { supervise } from './supervise.ts'

/**
 * Takes over a container that an earlier relay started and did not settle: waits for it if it still runs,
 * collects, and removes it.
 * @throws as runContainer does.
 */
export const adoptContainer = async (options: AdoptOptions): Promise<Outcome> => {
  const { engine, key, logger, streams, timing, seen } = options
  const name = containerName(key)
  const state = await engine.inspect(name).catch((error: unknown) => {
    if (hasEngineCode(error, 'not-found')) return null
    throw error
  })
  if (!state) return finishRun(options, lost('There is no container of this run.'))
  const { isAdoptable } = meaningOf(state)
  if (!isAdoptable) {
    return finishRun(options, lost(`The container was never started, or is being removed: ${state.status}.`))
  }
  const fed = await findFedMarker(options)
  // What ended without all of them is not believed either: it may have judged half of a dataset.
  if (!fed) {
    return finishRun(options, lost('The relay that started it stopped before the job had all of its inputs.'))
  }
  logger.info('a container was adopted', { run_id: key.runId, status: state.status })

  // One that was warm began its job when it had its inputs.
  const startedAt =
    parseRunLabels(state.labels)?.runId === key.runId ? state.startedAt : (fed.createdAt ?? state.startedAt)
  const ending = createEnding()
  const bound = createOutputBound(streams, quietSinks(options), seen)
  // Output is for information: without it the run still ends as it should.
  const stream = await engine.followLogs(name, seen ? 'start' : 'now').catch(() => null)
  const leftMs = await leftOf(engine, { ...state, startedAt }, timing.deadlineMs)
  const supervised = await inPhase(options, 'job', () =>
    supervise(options, { stream, bound, ending, leftMs, isAdoptable: async () => true }),
  )
  const cause = ending.cause()
  if (cause instanceof Error) throw cause
  const known = { ...identityOf(state), startedAt }
  const ended = { supervised, bound, cause, adopted: true, sent: true, known }
  return finishRun(options, await settleExit(options, ended))
}

const findFedMarker = async ({ engine, key }: AdoptOptions) => {
  const volumes = await engine.listVolumes([`${LABEL_RUN}=${key.runId}`])
  return volumes.find(({ name }) => name === fedMarkerName(key))
}

/** Milliseconds until the deadline, by the engine's own clock: ours may differ by hours. */
const leftOf = async (
  engine: AdoptOptions['engine'],
  state: ContainerState,
  deadlineMs: number,
): Promise<number> => {
  // One that ended in time must not be blamed for being found late.
  if (meaningOf(state).isEnded) return Number.POSITIVE_INFINITY
  const now = (await engine.info()).SystemTime
  const passed = state.startedAt && now ? now.getTime() - state.startedAt.getTime() : 0
  return Math.max(0, deadlineMs - Math.max(0, passed))
}

const lost = (detail: string): Outcome => toOutcome({ reason: 'lost', detail, hint: hints.lost }, {})
