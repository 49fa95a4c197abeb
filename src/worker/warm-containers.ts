import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import type { Engine } from '../runner/engine/create-engine.ts'
import { createKeptModels } from '../runner/warm/create-kept-models.ts'
import { createWarmPool } from '../runner/warm/create-warm-pool.ts'
import { profileOf } from '../tasks/describe-container.ts'
import type { JobPlace } from '../tasks/readiness/create-gate.ts'

const MIB = 1024 * 1024
/** What a waiting container takes, rounded up (measured: decision 47). */
const WAITING_BYTES = 320 * MIB
const COMMAND = ['tinymlaas-tf', 'run', '--warm']

interface WarmOptions {
  engine: Engine
  config: Config
  instance: string
  logger: Logger
  admit: () => Promise<JobPlace>
}

/**
 * The warm containers of a worker, under what its runs would be executed now, and those that keep a model. None where
 * memory is short: then every run starts cold.
 */
export const createWarmContainers = ({ engine, config, instance, logger, admit }: WarmOptions) => {
  const { concurrency, warm: size, kept } = config.worker
  const { memoryBytes } = config.run
  const needed = concurrency * memoryBytes + size * WAITING_BYTES
  const state = { isShort: false, mayKeep: false }
  const look = async () => {
    const place = await admit()
    const { MemTotal } = await engine.info()
    // One that keeps a model has seen a picture, so that it counts with all that it may take.
    state.mayKeep = MemTotal >= needed + kept * memoryBytes
    const isShort = MemTotal < needed
    if (isShort && !state.isShort)
      logger.info('no container is kept warm: memory is short', { needed, has: MemTotal })
    state.isShort = isShort
    return isShort ? null : profileOf(config, place)
  }
  const warm = createWarmPool({ engine, logger, instance, size, command: COMMAND, describe: look })
  return {
    warm,
    kept: createKeptModels({ engine, logger, pool: warm, size: () => (state.mayKeep ? kept : 0) }),
  }
}
