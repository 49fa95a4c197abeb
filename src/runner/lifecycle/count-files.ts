import type { Engine } from '../engine/create-engine.ts'
import { hasEngineCode } from '../engine/engine-error.ts'
import { demultiplex } from '../output/demultiplex.ts'

/** A dot for each file and folder. What vanishes meanwhile is no failure; what may not be looked into is one. */
const DOTS = ['find', '/job', '-ignore_readdir_race', '-printf', '.']

/**
 * How many files and folders a job has at /job, not counted much further than `most`. The engine's local volumes have
 * no quota of inodes, and its measure of a volume leaves out what is empty, so a program beside the job counts, as its
 * user: that needs no right that the job has not. Null when the job keeps it from being counted.
 * @throws EngineError when the engine cannot be asked, or the container has ended.
 */
export const countFiles = async (
  engine: Engine,
  container: string,
  most: number,
  signal: AbortSignal,
): Promise<number | null> => {
  const { id, output } = await engine.exec(container, DOTS, signal)
  let count = 0
  try {
    for await (const { bytes } of demultiplex(output)) {
      count += bytes.length
      if (count > most) return count
    }
  } catch (error) {
    // Stopped by the job, if the engine answers otherwise.
    if (!hasEngineCode(error, 'deadline')) throw error
  }
  return (await engine.exitCodeOf(id, signal)) === 0 ? count : null
}
