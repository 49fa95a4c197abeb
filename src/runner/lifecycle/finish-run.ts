import type { Engine } from '../engine/create-engine.ts'
import { hasEngineCode } from '../engine/engine-error.ts'
import { inPhase } from '../in-phase.ts'
import type { Outcome } from '../outcome.ts'
import { pause } from '../pause.ts'
import { findVolume } from '../profile/find-volume.ts'
import { containerName, fedMarkerName, type RunKey } from '../profile/job-names.ts'
import type { WatchOptions } from '../types.ts'

/**
 * Lets the caller store the outcome, and only then removes what the run left on the engine. What cannot be
 * removed now is left to the reaper.
 * @throws what `settle` threw; everything is kept then.
 */
export const finishRun = async (options: WatchOptions, outcome: Outcome): Promise<Outcome> => {
  await inPhase(options, 'store results', async () => options.settle?.(outcome))
  const removal = inPhase(options, 'remove container', () => discardRun(options))
  await (options.leave?.(removal) ?? removal)
  return outcome
}

/** A volume of very many files takes an engine a minute to remove, and the next run need not wait for that. */
const REMOVAL_PATIENCE_MS = 3000

/** Removes a run's container and volume; a failure is only logged, and what takes long goes on meanwhile. */
export const discardRun = async ({ engine, logger, key }: WatchOptions): Promise<void> => {
  const removal = removeRun(engine, key).catch((error: unknown) =>
    logger.warn('what a run left on the engine could not be removed', { run_id: key.runId, error }),
  )
  await Promise.race([removal, pause(REMOVAL_PATIENCE_MS)])
}

const TRIES = 10
const PAUSE_MS = 500

/**
 * Removes the container of a run, killing it if need be, and its volumes. Any may be gone already.
 * @throws EngineError
 */
export const removeRun = async (engine: Engine, key: RunKey): Promise<void> => {
  const volume = await findVolume(engine, key)
  await engine.removeContainer(containerName(key))
  await engine.removeVolume(fedMarkerName(key))
  for (let tries = 1; ; tries++) {
    try {
      return await engine.removeVolume(volume)
    } catch (error) {
      // Another call may still be busy removing the container that uses it.
      if (!hasEngineCode(error, 'conflict') || tries === TRIES) throw error
      await pause(PAUSE_MS)
    }
  }
}
