import type { Duplex } from 'node:stream'
import type { RunReason } from '../../contract/run.ts'
import { meaningOf } from '../engine/container-states.ts'
import type { Engine } from '../engine/create-engine.ts'
import { EngineError, hasEngineCode, toEngineError } from '../engine/engine-error.ts'
import { type Identity, identityOf, type Outcome, toOutcome } from '../outcome.ts'
import { containerProfile, type ProfileOptions } from '../profile/container-profile.ts'
import { containerName, type RunKey } from '../profile/job-names.ts'
import type { RunOptions } from '../types.ts'
import { hints } from './classify-exit.ts'
import { removeRun } from './finish-run.ts'

export type Opened =
  /** It runs and waits for its inputs on `stream`, which also carries its output. */
  | { how: 'started'; stream: Duplex; known: Identity }
  /** An earlier try started it already. */
  | { how: 'found' }
  | { how: 'refused'; outcome: Outcome }

/** Brings a run's container to the point where it waits for its inputs. */
export const openContainer = async (options: RunOptions): Promise<Opened> => {
  const { engine, key, profile, warm } = options
  const given = await warm?.take(key, profile)
  if (given) return { how: 'started', ...given }
  const name = containerName(key)
  let stream: Duplex | null = null
  try {
    if ((await createJobContainer(engine, key, profile)) === 'found') return { how: 'found' }
    // Attached before the start, so that not a byte of output is missed.
    stream = await engine.attach(name)
    await startJobContainer(engine, key)
    // It runs: not to get an answer now is no reason to end it.
    const state = await engine.inspect(name).catch(() => null)
    const known = state
      ? identityOf(state)
      : { containerId: '', imageId: '', runtime: profile.runtime, startedAt: null }
    return { how: 'started', stream, known }
  } catch (error) {
    stream?.destroy()
    return { how: 'refused', outcome: refusal(toEngineError('open', error), options) }
  }
}

const refusal = (error: EngineError, { profile, logger, key }: RunOptions): Outcome => {
  logger.warn('a container could not be started', { run_id: key.runId, error })
  const isImage = hasEngineCode(error, 'image-missing', 'image-misconfigured')
  const reason: RunReason = isImage ? 'image' : 'engine'
  return toOutcome({ reason, detail: error.message, hint: hints[reason] }, { runtime: profile.runtime })
}

/**
 * Creates the container of a run, not yet started. Answers `found` when an earlier try has already started
 * one of that name: it must be adopted, not run twice. One that is no attempt makes room.
 * @throws EngineError
 */
const createJobContainer = async (
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
    if (meaningOf(existing).isAdoptable) return 'found'
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

const EXIT_NOT_EXECUTABLE = 126
const EXIT_NOT_FOUND = 127

/**
 * Starts the container of a run.
 * @throws EngineError, `image-misconfigured` when the image's program could not be executed.
 */
const startJobContainer = async (engine: Engine, key: RunKey): Promise<void> => {
  try {
    await engine.start(containerName(key))
  } catch (error) {
    const state = await engine.inspect(containerName(key)).catch(() => null)
    // Only the answer was lost.
    if (state && meaningOf(state).isAdoptable) return
    if (state?.exitCode !== EXIT_NOT_EXECUTABLE && state?.exitCode !== EXIT_NOT_FOUND) throw error
    const message = `The image's program could not be started: ${state.error}`
    throw new EngineError('image-misconfigured', message, { cause: error })
  }
}
