import type { JobResult } from '../contract/job.ts'
import type { RunReason } from '../contract/run.ts'
import type { ContainerState } from './engine/engine-schemas.ts'

/** How one container run ended: the same shape for success and failure. The first cause wins. */
export type Outcome = {
  state: 'succeeded' | 'failed' | 'cancelled'
  /** null exactly when `state` is `succeeded`. */
  reason: RunReason | null
  /** What happened, for a person. */
  detail: string
  /** What to do about it, for a person; empty on success. */
  hint: string
  /** null when the container never ran or its end was not seen. */
  exitCode: number | null
  /** True when the kernel killed any process of the container, even if the job went on. */
  oomKilled: boolean
  /** The manifest, when there was a readable one. */
  result: JobResult | null
  /** Empty when no container could be created. */
  containerId: string
  /** Digest of the image that ran. */
  imageId: string
  runtime: string
  /** By the engine's clock. */
  startedAt: Date | null
  finishedAt: Date | null
  /** Highest memory use that was sampled while it ran; bytes. */
  peakMemoryBytes: number | null
}

type Verdict = Pick<Outcome, 'reason' | 'detail' | 'hint'>

const stateOf = (reason: RunReason | null): Outcome['state'] => {
  if (reason === null) return 'succeeded'
  return reason === 'cancelled' ? 'cancelled' : 'failed'
}

/** Completes what is known to an outcome. */
export const toOutcome = (
  verdict: Verdict,
  known: Partial<Omit<Outcome, 'state' | 'reason' | 'detail' | 'hint'>>,
): Outcome => ({
  state: stateOf(verdict.reason),
  ...verdict,
  exitCode: null,
  oomKilled: false,
  result: null,
  containerId: '',
  imageId: '',
  runtime: '',
  startedAt: null,
  finishedAt: null,
  peakMemoryBytes: null,
  ...known,
})

/** What is known of a container from its start on. */
export type Identity = Pick<Outcome, 'containerId' | 'imageId' | 'runtime' | 'startedAt'>

export const identityOf = ({ id, imageId, runtime, startedAt }: ContainerState): Identity => ({
  containerId: id,
  imageId,
  runtime,
  startedAt,
})
