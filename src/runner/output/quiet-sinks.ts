import type { WatchOptions } from '../types.ts'

/** Events and log lines inform people: a consumer that fails must not end the job. */
export const quietSinks = ({ logger, key, onEvent, onLog }: WatchOptions) => {
  const quiet =
    <T>(sink: (item: T) => void | Promise<void>) =>
    async (item: T): Promise<void> => {
      try {
        await sink(item)
      } catch (error) {
        logger.warn('output of a job could not be passed on', { run_id: key.runId, error })
      }
    }
  return { onEvent: quiet(onEvent), onLog: quiet(onLog) }
}
