import type { Engine } from './create-engine.ts'
import { EngineError } from './engine-error.ts'
import { containerName, type RunKey } from './job-names.ts'

const EXIT_NOT_EXECUTABLE = 126
const EXIT_NOT_FOUND = 127

/**
 * Starts the container of a run.
 * @throws EngineError, `image-misconfigured` when the image's program could not be executed.
 */
export const startJobContainer = async (engine: Engine, key: RunKey): Promise<void> => {
  try {
    await engine.start(containerName(key))
  } catch (error) {
    const state = await engine.inspect(containerName(key)).catch(() => null)
    // Only the answer was lost.
    if (state?.running) return
    if (state?.exitCode !== EXIT_NOT_EXECUTABLE && state?.exitCode !== EXIT_NOT_FOUND) throw error
    const message = `The image's program could not be started: ${state.error}`
    throw new EngineError('image-misconfigured', message, { cause: error })
  }
}
