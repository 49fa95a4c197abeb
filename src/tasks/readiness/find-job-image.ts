import packageJson from '../../../package.json' with { type: 'json' }
import { AppError } from '../../errors.ts'
import type { Engine } from '../../runner/engine/create-engine.ts'
import { hasEngineCode } from '../../runner/engine/engine-error.ts'

/** Version of the relay that an image was built with; scripts/build-images.sh writes it, images of others need not. */
const VERSION = 'tinymlaas.version'

const refuseOtherVersion = (image: string, made: string | undefined): void => {
  const { version } = packageJson
  if (made === undefined || made === version) return
  throw new AppError(
    'unavailable',
    `The image ${image} is of version ${made} and this relay of ${version}: use those of one release; no run is claimed before.`,
    { hint: 'Build or load the image of the same release; runs are claimed as soon as it is there.' },
  )
}

/**
 * The image of jobs, as this engine has it.
 * @throws AppError `unavailable` without it, or where it is of another version, EngineError when the engine cannot be asked.
 */
export const findJobImage = async (engine: Engine, image: string) => {
  try {
    const found = await engine.inspectImage(image)
    refuseOtherVersion(image, found.Config?.Labels[VERSION])
    return found
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
