import type { Config } from '../../config.ts'
import type { Engine } from '../../runner/engine/create-engine.ts'
import { probeGpus } from '../../runner/probe/probe-gpus.ts'
import type { GpuPlace, JobRuntime } from './create-gate.ts'
import { findJobImage } from './find-job-image.ts'

/** After a failure it is tried again, at the next question after this many milliseconds. */
const AGAIN_MS = 60_000

interface GpuFinderOptions {
  engine: Engine
  config: Config
  /** Label of the probe’s containers. */
  instance: string
}

/**
 * Finds what trainings get beside the runtime, and proves once for each image and runtime that the engine has it; null
 * where no GPUs are wanted.
 * @throws SetupError when the engine has none.
 */
export const createGpuFinder = ({ engine, config, instance }: GpuFinderOptions) => {
  const known = new Map<string, Promise<void>>()
  const { gpus, gpuImage } = config.docker
  const { memoryBytes, cpus, diskBytes } = config.run
  return async (runtime: JobRuntime): Promise<GpuPlace | null> => {
    if (gpus === null) return null
    const image = (await findJobImage(engine, gpuImage)).Id
    const key = `${image} ${runtime.runtime}`
    const limits = { memoryBytes, cpus, volumeBytes: diskBytes }
    const proof =
      known.get(key) ?? probeGpus({ engine, instance, profile: { ...runtime, image, gpus, limits } })
    if (!known.has(key)) {
      known.set(key, proof)
      proof.catch(() => setTimeout(() => known.delete(key), AGAIN_MS).unref())
    }
    await proof
    return { image, count: gpus }
  }
}
