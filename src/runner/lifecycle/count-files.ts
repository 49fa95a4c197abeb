import type { Engine } from '../engine/create-engine.ts'
import { demultiplex } from '../output/demultiplex.ts'

/** A dot for each file and folder. What vanishes meanwhile is no failure; what may not be looked into is one. */
const DOTS = ['find', '/job', '-ignore_readdir_race', '-printf', '.']

interface CountOptions {
  /** Counted not much further than this. */
  most: number
  /** How long the counting may take, in milliseconds: a job may stop it, or let it go on by and by. */
  withinMs: number
  signal: AbortSignal
}

/**
 * How many files and folders a job has at /job. The engine's local volumes have no quota of inodes, and its measure of a volume
 * leaves out what is empty, so a program beside the job counts, as its user: that needs no right that the job has not. Null when
 * the job keeps it from being counted.
 * @throws EngineError when the engine cannot be asked, or the container has ended.
 */
export const countFiles = async (
  engine: Engine,
  container: string,
  { most, withinMs, signal }: CountOptions,
): Promise<number | null> => {
  const { id, read } = await engine.exec(container, DOTS, signal)
  const late = AbortSignal.timeout(withinMs)
  let count = 0
  try {
    for await (const { bytes } of demultiplex(read(AbortSignal.any([signal, late])))) {
      count += bytes.length
      if (count > most) return count
    }
  } catch (error) {
    if (!late.aborted) throw error
  }
  return (await engine.exitCodeOf(id, signal)) === 0 ? count : null
}
