import type { JobKind } from '../contract/job.ts'
import { toError } from '../errors.ts'
import type { Phase } from '../runner/in-phase.ts'
import type { Outcome } from '../runner/outcome.ts'
import type { JobInput, OutputFile } from '../runner/types.ts'
import type { ClaimedRun } from '../store/runs/lifecycle.ts'
import type { Tracing } from '../tracing/span.ts'

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

interface MeasureOptions {
  meter: RunMeter | undefined
  tracing: Tracing
  worker: string
}

/** Measures and traces one attempt at a run, from its claim on. */
export const measureRun = (run: ClaimedRun, { meter, tracing, worker }: MeasureOptions) => {
  const { kind, attempts, request_id, waited_seconds, traceparent } = run
  const started = performance.now()
  const leave = meter?.begun(kind, waited_seconds)
  const span = tracing.begin(`run ${kind}`, {
    kind: 'consumer',
    traceparent,
    facts: {
      'tinymlaas.run_id': run.id,
      'tinymlaas.attempt': attempts,
      'tinymlaas.worker': worker,
      ...(request_id ? { 'tinymlaas.request_id': request_id } : {}),
    },
  })
  const result = { reason: 'left' }
  const phase: Phase = async (name, work) => {
    const part = span.begin(name)
    try {
      const done = await work()
      part.end()
      return done
    } catch (thrown) {
      part.end({ error: toError(thrown).message })
      throw thrown
    }
  }
  return {
    /** The same inputs, counted. */
    inputs: (inputs: Inputs) => countInputs(inputs, meter),
    /** Stores a file as `store` does, and counts it. */
    stored: (store: (file: OutputFile) => Promise<string>) => async (file: OutputFile) => {
      const sha256 = await store(file)
      meter?.bytes('out', file.bytes)
      return sha256
    },
    phase,
    ended: ({ reason }: Outcome) => {
      result.reason = reason ?? 'succeeded'
      meter?.ended(kind, result.reason, (performance.now() - started) / 1000)
    },
    lost: ({ reason }: Outcome) => {
      result.reason = reason ?? 'left'
      meter?.lost(kind, result.reason)
    },
    /** This worker has done with it, however it ended. */
    leave: () => {
      leave?.()
      const { reason } = result
      span.end({ facts: { 'tinymlaas.reason': reason }, error: reason === 'succeeded' ? null : reason })
    },
  }
}
