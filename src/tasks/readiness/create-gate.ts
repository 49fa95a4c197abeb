import type { Config } from '../../config.ts'
import type { Engine } from '../../runner/engine/create-engine.ts'
import { findJobImage } from './find-job-image.ts'

export interface JobHost {
  engine: Engine
  config: Config
  /** The runtime for job containers; rejects when the policy allows none. */
  chooseRuntime: () => Promise<string>
  /** Rejects when jobs under this runtime are not isolated as promised. */
  proveIsolation: (runtime: string) => Promise<void>
}

/**
 * Asked before each claim: answers the runtime under which a run would be executed, and rejects with what this worker
 * lacks. The isolation must have been proven where the policy is `require`; under `prefer` a failed proof is told by
 * the log and by /readyz.
 */
export const createGate =
  ({ engine, config, chooseRuntime, proveIsolation }: JobHost) =>
  async (): Promise<string> => {
    const runtime = await chooseRuntime()
    await findJobImage(engine, config.docker.image)
    const proof = proveIsolation(runtime)
    if (config.docker.policy === 'require') await proof
    // Its failure is logged where it is made.
    else proof.catch(() => undefined)
    return runtime
  }
