import { containerProfile, type ProfileOptions } from './container-profile.ts'
import type { Engine } from './create-engine.ts'
import { EngineError, hasEngineCode } from './engine-error.ts'
import { containerName, type RunKey } from './job-names.ts'
import { removeRun } from './remove-run.ts'

/**
 * Creates the container of a run, not yet started. Answers `found` when an earlier try has already started
 * one of that name: it must be adopted, not run twice.
 * @throws EngineError
 */
export const createJobContainer = async (
  engine: Engine,
  key: RunKey,
  profile: ProfileOptions,
): Promise<'created' | 'found'> => {
  const create = () => engine.createContainer(containerProfile(key, profile))
  try {
    await create()
  } catch (error) {
    if (!hasEngineCode(error, 'conflict')) throw await explain(engine, profile, error)
    const existing = await engine.inspect(containerName(key))
    if (existing.status !== 'created') return 'found'
    await removeRun(engine, key)
    await create()
  }
  return 'created'
}

const explain = async (engine: Engine, { image, runtime }: ProfileOptions, error: unknown) => {
  if (hasEngineCode(error, 'not-found')) {
    return new EngineError('image-missing', `The engine does not have the image ${image}.`, { cause: error })
  }
  if (!hasEngineCode(error, 'engine')) return error
  const info = await engine.info().catch(() => null)
  if (!info || info.Runtimes[runtime] !== undefined) return error
  const message = `The engine does not know the runtime ${runtime}.`
  return new EngineError('runtime-unavailable', message, { cause: error })
}
