import { randomUUID } from 'node:crypto'
import { SetupError } from '../../errors.ts'
import type { Engine } from '../engine/create-engine.ts'
import { hasEngineCode } from '../engine/engine-error.ts'
import { removeRun } from '../lifecycle/finish-run.ts'
import { containerProfile, type ProfileOptions } from '../profile/container-profile.ts'

interface GpuProbeOptions {
  engine: Engine
  instance: string
  /** As a training would get it, with its GPUs. */
  profile: ProfileOptions
}

/**
 * Starts a container with GPUs that does nothing: an engine does not list what it has, it refuses the start.
 * @throws SetupError when it has none, EngineError when it cannot be asked.
 */
export const probeGpus = async ({ engine, instance, profile }: GpuProbeOptions): Promise<void> => {
  const key = { runId: `probe-${randomUUID()}`, attempt: 1, instance }
  try {
    await engine.start(
      await engine.createContainer(containerProfile(key, { ...profile, entrypoint: [], command: ['true'] })),
    )
  } catch (error) {
    if (!hasEngineCode(error, 'engine') || !(error instanceof Error)) throw error
    throw new SetupError(
      `DOCKER_GPUS is set and the engine offers no GPU under ${profile.runtime} (${error.message}): install NVIDIA’s container toolkit there, or leave DOCKER_GPUS unset.`,
      { cause: error },
    )
  } finally {
    await removeRun(engine, key).catch(() => undefined)
  }
}
