import type { Config } from '../../config.ts'
import type { Engine } from '../../runner/engine/create-engine.ts'
import { findJobImage } from './find-job-image.ts'

export interface JobHost {
  engine: Engine
  config: Config
  /** The runtime for job containers and whether it filters; rejects when the policy allows none. */
  chooseRuntime: () => Promise<Omit<JobPlace, 'image'>>
  /** Rejects when jobs are not isolated as promised there. */
  proveIsolation: (place: JobPlace) => Promise<void>
}

/** Under what runs are executed. The image is an id: its tag may move between a proof, a claim and a start. */
export interface JobPlace {
  runtime: string
  /** Without a seccomp profile, which the engine there would refuse. */
  unfiltered: boolean
  image: string
}

/**
 * Asked before each claim: answers under what a run would be executed, and rejects with what this worker lacks. The
 * isolation must have been proven where the policy is `require`; under `prefer` a failed proof is told by the log and
 * by /readyz.
 */
export const createGate =
  ({ engine, config, chooseRuntime, proveIsolation }: JobHost) =>
  async (): Promise<JobPlace> => {
    const runtime = await chooseRuntime()
    const place = { ...runtime, image: (await findJobImage(engine, config.docker.image)).Id }
    const proof = proveIsolation(place)
    if (config.docker.policy === 'require') await proof
    // Its failure is logged where it is made.
    else proof.catch(() => undefined)
    return place
  }
