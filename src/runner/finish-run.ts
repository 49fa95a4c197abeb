import type { Outcome } from './outcome.ts'
import { removeRun } from './remove-run.ts'
import type { WatchOptions } from './run-types.ts'

/**
 * Lets the caller store the outcome, and only then removes what the run left on the engine. What cannot be
 * removed now is left to the reaper.
 * @throws what `settle` threw; everything is kept then.
 */
export const finishRun = async (options: WatchOptions, outcome: Outcome): Promise<Outcome> => {
  await options.settle?.(outcome)
  await discardRun(options)
  return outcome
}

/** Removes a run's container and volume; a failure is only logged. */
export const discardRun = async ({ engine, logger, key }: WatchOptions): Promise<void> => {
  await removeRun(engine, key).catch((error: unknown) =>
    logger.warn('what a run left on the engine could not be removed', { run_id: key.runId, error }),
  )
}
