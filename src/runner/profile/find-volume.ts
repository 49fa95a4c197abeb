import type { Engine } from '../engine/create-engine.ts'
import { hasEngineCode } from '../engine/engine-error.ts'
import { containerName, type RunKey, volumeName } from './job-names.ts'

/** The volume at /job of an attempt: that of a container that was warm has a name from before it had its job. */
export const findVolume = async (engine: Engine, key: RunKey, signal?: AbortSignal): Promise<string> => {
  try {
    return (await engine.inspect(containerName(key), signal)).volume ?? volumeName(key)
  } catch (error) {
    if (!hasEngineCode(error, 'not-found')) throw error
    return volumeName(key)
  }
}
