import type { Logger } from '../../logger.ts'
import type { Engine } from '../engine/create-engine.ts'
import { pause } from '../pause.ts'
import type { Ending } from './ending.ts'

type Options = {
  engine: Engine
  logger: Logger
  name: string
  volume: string
  /** Quota; bytes. */
  volumeBytes: number
  /** Milliseconds between two looks. */
  everyMs: number
  ending: Ending
  /** Fires when the container has ended. */
  ended: AbortSignal
}

/**
 * Ends the run when its volume is fuller than allowed: the engine's local volumes know no quota. Answers a
 * function that tells the highest memory use seen, in bytes. Looks that fail are skipped.
 */
export const watchUsage = (options: Options): (() => number | null) => {
  const { engine, logger, name, volume, volumeBytes, everyMs, ending, ended } = options
  let peak: number | null = null
  const look = async () => {
    const memory = await engine.memoryBytes(name, ended)
    if (memory !== null) peak = Math.max(peak ?? 0, memory)
    const used = await engine.volumeBytes(volume)
    if (used === null || used <= volumeBytes) return
    ending.because({ reason: 'disk', detail: `The job wrote ${used} bytes; ${volumeBytes} are allowed.` })
  }
  const watch = async () => {
    while (!ended.aborted) {
      await pause(everyMs, ended)
      if (ended.aborted) return
      await look().catch((error: unknown) => {
        if (!ended.aborted) logger.debug('usage could not be measured', { name, error })
      })
    }
  }
  void watch()
  return () => peak
}
