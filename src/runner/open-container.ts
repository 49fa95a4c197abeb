import type { Duplex } from 'node:stream'
import { hints } from './classify-exit.ts'
import { createJobContainer } from './create-job-container.ts'
import { type EngineError, hasEngineCode } from './engine-error.ts'
import { type Identity, identityOf } from './identity.ts'
import { containerName } from './job-names.ts'
import { type Outcome, type OutcomeReason, toOutcome } from './outcome.ts'
import type { RunOptions } from './run-types.ts'
import { startJobContainer } from './start-job-container.ts'
import { toEngineError } from './to-engine-error.ts'

export type Opened =
  /** It runs and waits for its inputs on `stream`, which also carries its output. */
  | { how: 'started'; stream: Duplex; known: Identity }
  /** An earlier try started it already. */
  | { how: 'found' }
  | { how: 'refused'; outcome: Outcome }

/** Brings a run's container to the point where it waits for its inputs. */
export const openContainer = async (options: RunOptions): Promise<Opened> => {
  const { engine, key, profile } = options
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
  const reason: OutcomeReason = isImage ? 'image' : 'engine'
  return toOutcome({ reason, detail: error.message, hint: hints[reason] }, { runtime: profile.runtime })
}
