import type { Logger } from '../../logger.ts'
import type { Engine } from '../engine/create-engine.ts'
import { pause } from '../pause.ts'
import { countFiles } from './count-files.ts'
import type { Ending } from './ending.ts'

type Options = {
  engine: Engine
  logger: Logger
  name: string
  findVolume: () => Promise<string>
  /** Quota; bytes. */
  volumeBytes: number
  /** Quota; files and folders. */
  volumeFiles: number
  /** Milliseconds between two looks. */
  everyMs: number
  ending: Ending
  /** Fires when the container has ended. */
  ended: AbortSignal
}

/** So many looks at its files in a row can fail by chance, as when a job takes all of its processes for a while. */
const MOST_UNCOUNTED = 5
/** What a count may take of the time between two: some thousand files take a hundredth of a second. */
const COUNT_PATIENCE = 3

/**
 * Ends the run when its volume holds more than is allowed: the engine's local volumes know no quota. Answers a
 * function that tells the highest memory use seen, in bytes. Looks that fail are skipped.
 */
export const watchUsage = (options: Options): (() => number | null) => {
  const { engine, logger, name, findVolume, volumeBytes, volumeFiles, everyMs, ending, ended } = options
  const seen: { peak: number | null; uncounted: number } = { peak: null, uncounted: 0 }
  const tooMuch = (detail: string) => ending.because({ reason: 'disk', detail })

  const lookAtMemory = async () => {
    const memory = await engine.memoryBytes(name, ended)
    if (memory !== null) seen.peak = Math.max(seen.peak ?? 0, memory)
  }
  const lookAtBytes = async () => {
    const used = await engine.volumeBytes(await findVolume())
    if (used !== null && used > volumeBytes)
      tooMuch(`The job wrote ${used} bytes; ${volumeBytes} are allowed.`)
  }
  const lookAtFiles = async () => {
    const files = await countFiles(engine, name, {
      most: volumeFiles,
      withinMs: COUNT_PATIENCE * everyMs,
      signal: ended,
    })
    seen.uncounted = files === null ? seen.uncounted + 1 : 0
    if (files !== null && files > volumeFiles)
      tooMuch(`The job made more files than the ${volumeFiles} that are allowed.`)
    if (seen.uncounted >= MOST_UNCOUNTED) tooMuch('The job kept its files from being counted.')
  }
  const repeat = async (look: () => Promise<void>) => {
    for (;;) {
      await pause(everyMs, ended)
      if (ended.aborted) return
      await look().catch((error: unknown) => {
        if (!ended.aborted) logger.debug('usage could not be measured', { name, error })
      })
    }
  }
  // None waits for another: the engine is slow to add up many files, and a job may stop what counts them.
  for (const look of [lookAtMemory, lookAtFiles, lookAtBytes]) void repeat(look)
  return () => seen.peak
}
