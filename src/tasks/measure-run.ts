import type { JobKind } from '../contract/job.ts'
import type { Outcome } from '../runner/outcome.ts'
import type { JobInput, OutputFile } from '../runner/types.ts'
import type { ClaimedRun } from '../store/runs/lifecycle.ts'

/** Takes what is measured of runs. */
export interface RunMeter {
  begun: (kind: JobKind, waitedSeconds: number | null) => () => void
  ended: (kind: JobKind, reason: string, tookSeconds: number) => void
  lost: (kind: JobKind, reason: string) => void
  bytes: (direction: 'in' | 'out', count: number) => void
}

type Inputs = AsyncIterable<JobInput> | Iterable<JobInput>

async function* countInputs(inputs: Inputs, meter: RunMeter | undefined) {
  for await (const input of inputs) {
    yield input
    meter?.bytes('in', input.size)
  }
}

/** Measures one attempt at a run, from its claim on. */
export const measureRun = ({ kind, waited_seconds }: ClaimedRun, meter: RunMeter | undefined) => {
  const started = performance.now()
  const leave = meter?.begun(kind, waited_seconds)
  return {
    /** The same inputs, counted. */
    inputs: (inputs: Inputs) => countInputs(inputs, meter),
    /** Stores a file as `store` does, and counts it. */
    stored: (store: (file: OutputFile) => Promise<void>) => async (file: OutputFile) => {
      await store(file)
      meter?.bytes('out', file.bytes)
    },
    ended: ({ reason }: Outcome) =>
      meter?.ended(kind, reason ?? 'succeeded', (performance.now() - started) / 1000),
    lost: ({ reason }: Outcome) => meter?.lost(kind, reason ?? 'unknown'),
    /** This worker has done with it, however it ended. */
    leave: () => leave?.(),
  }
}
