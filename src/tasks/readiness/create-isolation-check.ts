import type { Config } from '../../config.ts'
import type { Logger } from '../../logger.ts'
import type { Engine } from '../../runner/engine/create-engine.ts'
import type { EngineInfo } from '../../runner/engine/engine-schemas.ts'
import { probe } from '../../runner/probe/probe.ts'
import type { JobPlace } from './create-gate.ts'

/** After a failure it is tried again, at the next question after this many milliseconds. */
const AGAIN_MS = 60_000

interface IsolationCheckOptions {
  engine: Engine
  config: Config
  /** Label of the probe’s containers. */
  instance: string
  logger: Logger
}

/**
 * Proves with a container that jobs are isolated as promised: once for each engine as it is now, image and runtime,
 * however often it is asked. Rejects with what is not as it must be.
 */
export const createIsolationCheck = ({ engine, config, instance, logger }: IsolationCheckOptions) => {
  const known = new Map<string, Promise<void>>()
  const { memoryBytes, cpus, diskBytes } = config.run

  const prove = async (place: JobPlace): Promise<void> => {
    const profile = { ...place, limits: { memoryBytes, cpus, volumeBytes: diskBytes } }
    const rows = await probe({ engine, logger, instance, profile })
    const wrong = rows.filter(({ ok }) => !ok).map(({ check, detail }) => `${check} (${detail})`)
    if (wrong.length > 0) throw new Error(`Jobs are not isolated as promised: ${wrong.join('; ')}`)
    logger.info('the isolation of jobs was proven', { ...place })
  }

  return async (place: JobPlace, info: EngineInfo): Promise<void> => {
    const { ID, ServerVersion, CgroupVersion, SecurityOptions } = info
    const key = [place.image, place.runtime, ID, ServerVersion, CgroupVersion, ...SecurityOptions].join(' ')
    const earlier = known.get(key)
    if (earlier) return earlier
    const proof = prove(place)
    known.set(key, proof)
    proof.catch((error: unknown) => {
      logger.warn('the isolation of jobs could not be proven', { ...place, error })
      setTimeout(() => known.delete(key), AGAIN_MS).unref()
    })
    return proof
  }
}
