import { createOutputBound } from './bound-output.ts'
import { hints } from './classify-exit.ts'
import { createEnding } from './ending.ts'
import { hasEngineCode } from './engine-error.ts'
import type { ContainerState } from './engine-schemas.ts'
import { finishRun } from './finish-run.ts'
import { containerName } from './job-names.ts'
import { type Outcome, toOutcome } from './outcome.ts'
import { quietSinks } from './quiet-sinks.ts'
import type { WatchOptions } from './run-types.ts'
import { identityOf, settleExit } from './settle-exit.ts'
import { supervise } from './supervise.ts'

/**
 * Takes over a container that an earlier relay started and did not settle: waits for it if it still runs,
 * collects, and removes it. Output from before is not repeated.
 * @throws as runContainer does.
 */
export const adoptContainer = async (options: WatchOptions): Promise<Outcome> => {
  const { engine, key, logger, streams, timing } = options
  const name = containerName(key)
  const state = await engine.inspect(name).catch((error: unknown) => {
    if (hasEngineCode(error, 'not-found')) return null
    throw error
  })
  if (!state) return finishRun(options, lost('There is no container of this run.'))
  if (state.status === 'created') return finishRun(options, lost('The container was never started.'))
  logger.info('a container was adopted', { run_id: key.runId, status: state.status })

  const ending = createEnding()
  const bound = createOutputBound(streams, quietSinks(options))
  const attach = async () => {
    if (!state.running) return null
    // Its output is for information: without it the run still ends as it should.
    return engine.attach(name, { stdin: false, logs: false }).catch(() => null)
  }
  const supervised = await supervise(options, {
    stream: await attach(),
    bound,
    ending,
    leftMs: leftOf(state, timing.deadlineMs),
    isAdoptable: () => true,
  })
  const cause = ending.cause()
  if (cause instanceof Error) throw cause
  const known = identityOf(state)
  const ended = { supervised, bound, cause, adopted: true, sent: true, known }
  return finishRun(options, await settleExit(options, ended))
}

/** Milliseconds until the deadline; the engine's clock may differ from ours. */
const leftOf = ({ startedAt }: ContainerState, deadlineMs: number): number => {
  const passed = startedAt ? Date.now() - startedAt.getTime() : 0
  return Math.max(0, deadlineMs - Math.max(0, passed))
}

const lost = (detail: string): Outcome => toOutcome({ reason: 'lost', detail, hint: hints.lost }, {})
