import type { JobResult } from '../../contract/job.ts'
import { meaningOf } from '../engine/container-states.ts'
import { EngineError, hasEngineCode } from '../engine/engine-error.ts'
import type { ContainerState } from '../engine/engine-schemas.ts'
import { pause } from '../pause.ts'
import { containerName } from '../profile/job-names.ts'
import type { WatchOptions } from '../types.ts'
import { collectOutput, readResult } from './collect-output.ts'
import { OutputError } from './output-error.ts'

export type Collected =
  | { how: 'read'; result: JobResult | null; outputProblem: string | null }
  /** The container went away before all was collected. */
  | { how: 'gone' }
  | { how: 'unreachable'; error: unknown }

/**
 * Reads the manifest of a container that has exited and, when the job succeeded, collects its artifacts.
 * Begins anew when the engine fails meanwhile, so `collect` may get the same artifact again.
 * @throws what `collect` threw, or the reason of `release`.
 */
export const collectAll = async (options: WatchOptions, state: ContainerState): Promise<Collected> => {
  const { timing } = options
  const start = performance.now()
  for (;;) {
    try {
      return await collectOnce(options, state)
    } catch (error) {
      if (hasEngineCode(error, 'not-found')) return { how: 'gone' }
      // An engine that is about to remove the container, or to go away, may say anything.
      if (!(error instanceof EngineError)) throw error
      if (performance.now() - start > timing.engineGraceMs) return { how: 'unreachable', error }
      await pause(timing.pollMs, options.release)
      options.release?.throwIfAborted()
    }
  }
}

/** The same in one try. @throws also EngineError. */
export const collectOnce = async (
  options: WatchOptions,
  { exitCode }: Pick<ContainerState, 'exitCode'>,
): Promise<Collected> => {
  const { engine, key, job, outputs, collect, release } = options
  const name = containerName(key)
  const collecting = { job, limits: outputs, collect, ...(release && { signal: release }) }
  const whole = exitCode === 0 ? await judge(() => collectOutput(engine, name, collecting)) : null
  const isRefused = whole?.outputProblem != null
  const read = whole && !isRefused ? whole : await judge(() => readResult(engine, name, collecting))
  // A missing file, a missing container and one of which the files are going answer alike.
  const isMissing = read.result === null && read.outputProblem === null
  if (isMissing && !meaningOf(await engine.inspect(name)).isAdoptable) return { how: 'gone' }
  // What lies beside the manifest of a failure is of no interest.
  const problem = read.result?.outcome === 'succeeded' ? whole?.outputProblem : null
  return { how: 'read', ...read, outputProblem: read.outputProblem ?? problem ?? null }
}

/** What was read, or what is wrong with it on the job's side. */
const judge = async (read: () => Promise<JobResult | null>) => {
  try {
    return { result: await read(), outputProblem: null }
  } catch (error) {
    if (!(error instanceof OutputError)) throw error
    return { result: null, outputProblem: error.message }
  }
}
