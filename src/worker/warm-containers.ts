import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import type { Engine } from '../runner/engine/create-engine.ts'
import { createWarmPool } from '../runner/warm/create-warm-pool.ts'
import { profileOf } from '../tasks/describe-container.ts'
import type { JobPlace } from '../tasks/readiness/create-gate.ts'

const MIB = 1024 * 1024
/** What a waiting container takes, rounded up (measured: decision 34). */
const WAITING_BYTES = 256 * MIB
const COMMAND = ['tinymlaas-tf', 'run', '--warm']

interface WarmOptions {
  engine: Engine
  config: Config
  instance: string
  logger: Logger
  admit: () => Promise<JobPlace>
}

/** The warm containers of a worker: under what its runs would be executed now, and none where memory is short. */
export const createWarmContainers = ({ engine, config, instance, logger, admit }: WarmOptions) => {
  const { concurrency, warm } = config.worker
  const needed = concurrency * config.run.memoryBytes + warm * WAITING_BYTES
  const told = { short: false }
  return createWarmPool({
    engine,
    logger,
    instance,
    size: warm,
    command: COMMAND,
    describe: async () => {
      const place = await admit()
      const { MemTotal } = await engine.info()
      if (MemTotal >= needed) return profileOf(config, place)
      if (!told.short) logger.info('no container is kept warm: memory is short', { needed, has: MemTotal })
      told.short = true
      return null
    },
  })
}
