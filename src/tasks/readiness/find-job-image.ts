import { AppError } from '../../errors.ts'
import type { Engine } from '../../runner/engine/create-engine.ts'
import { hasEngineCode } from '../../runner/engine/engine-error.ts'

/**
 * The image of jobs, as this engine has it.
 * @throws AppError `unavailable` without it, EngineError when the engine cannot be asked.
 */
export const findJobImage = async (engine: Engine, image: string) => {
  try {
    return await engine.inspectImage(image)
  } catch (error) {
    if (!hasEngineCode(error, 'not-found')) throw error
    throw new AppError(
      'unavailable',
      `The engine does not have the image ${image}: build it (\`make setup\` does) or load it; no run is claimed before.`,
      {
        hint: 'Build or load it; runs are claimed as soon as it is there.',
        cause: error,
      },
    )
  }
}
