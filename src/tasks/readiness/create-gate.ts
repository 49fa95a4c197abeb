import type { Config } from '../../config.ts'
import type { Engine } from '../../runner/engine/create-engine.ts'
import type { EngineInfo } from '../../runner/engine/engine-schemas.ts'
import { findJobImage } from './find-job-image.ts'

export interface JobHost {
  engine: Engine
  config: Config
  /** The runtime for job containers there and whether it filters; throws when the policy allows none. */
  chooseRuntime: (engine: EngineInfo) => JobRuntime
  /** What trainings get beside it; rejects when GPUs are wanted and there are none. */
  findGpus: (runtime: JobRuntime) => Promise<GpuPlace | null>
  /** Rejects when jobs are not isolated as promised there. */
  proveIsolation: (place: JobPlace, engine: EngineInfo) => Promise<void>
}

export interface JobRuntime {
  runtime: string
  /** Without a seccomp profile, which the engine there would refuse. */
  unfiltered: boolean
}

/** What trainings get where the operator wants GPUs. */
export interface GpuPlace {
  /** Id of the image with CUDA's libraries. */
  image: string
  /** How many; -1 is all. */
  count: number
}

/** Under what runs are executed. The image is an id: its tag may move between a proof, a claim and a start. */
export interface JobPlace extends JobRuntime {
  image: string
  /** Of trainings, where the operator wants it. */
  gpu?: GpuPlace | null
}

/**
 * Asked before each claim: answers under what a run would be executed, and rejects with what this worker lacks. The
 * isolation must have been proven where the policy is `require`; under `prefer` a failed proof is told by the log and
 * by /readyz.
 */
export const createGate =
  ({ engine, config, chooseRuntime, findGpus, proveIsolation }: JobHost) =>
  async (): Promise<JobPlace> => {
    const [info, image] = await Promise.all([engine.info(), findJobImage(engine, config.docker.image)])
    const runtime = chooseRuntime(info)
    const place = { ...runtime, image: image.Id }
    const proof = proveIsolation(place, info)
    if (config.docker.policy === 'require') await proof
    // Its failure is logged where it is made.
    else proof.catch(() => undefined)
    const gpu = await findGpus(runtime)
    return gpu ? { ...place, gpu } : place
  }
