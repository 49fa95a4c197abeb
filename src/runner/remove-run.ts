import type { Engine } from './create-engine.ts'
import { hasEngineCode } from './engine-error.ts'
import { containerName, fedMarkerName, type RunKey, volumeName } from './job-names.ts'
import { pause } from './pause.ts'

const TRIES = 10
const PAUSE_MS = 500

/**
 * Removes the container of a run, killing it if need be, and its volumes. Any may be gone already.
 * @throws EngineError
 */
export const removeRun = async (engine: Engine, key: RunKey): Promise<void> => {
  await engine.removeContainer(containerName(key))
  await engine.removeVolume(fedMarkerName(key))
  for (let tries = 1; ; tries++) {
    try {
      return await engine.removeVolume(volumeName(key))
    } catch (error) {
      // Another call may still be busy removing the container that uses it.
      if (!hasEngineCode(error, 'conflict') || tries === TRIES) throw error
      await pause(PAUSE_MS)
    }
  }
}
