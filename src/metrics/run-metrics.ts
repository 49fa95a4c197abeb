import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { type JobKind, jobKinds } from '../contract/job.ts'
import type { RunReason } from '../contract/run.ts'

/** From a second to hours: a compile takes a few, a training as long as it may. */
const RUN_BUCKETS = [1, 2, 5, 10, 20, 60, 180, 600, 1800, 7200]
const CALL_BUCKETS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 180]

/** Ends that no user can help: they are there from the start, so that the first of them is seen to come. */
const OURS: RunReason[] = ['engine', 'lost', 'image', 'bad-output']

/** What happens to the runs of a process, if it executes any. */
export const createRunMetrics = (registry: Registry, isWorker: boolean) => {
  const registers = [registry]
  const seconds = new Histogram({
    name: 'tinymlaas_run_duration_seconds',
    help: 'Time from a claim of a run to its end here; the reason is `succeeded`, or why it did not.',
    labelNames: ['kind', 'reason'],
    buckets: RUN_BUCKETS,
    registers,
  })
  const waits = new Histogram({
    name: 'tinymlaas_run_wait_seconds',
    help: 'Time from the submission of a run to its first claim.',
    labelNames: ['kind'],
    buckets: RUN_BUCKETS,
    registers,
  })
  const again = new Counter({
    name: 'tinymlaas_run_attempts_lost_total',
    help: 'Attempts after which a run went back to the queue, because the engine failed or lost it.',
    labelNames: ['kind', 'reason'],
    registers,
  })
  const executing = new Gauge({
    name: 'tinymlaas_runs_executing',
    help: 'Runs that this process executes.',
    registers,
  })
  const bytes = new Counter({
    name: 'tinymlaas_job_bytes_total',
    help: 'Bytes of inputs that jobs were given (in), and of artifacts that were stored (out).',
    labelNames: ['direction'],
    registers,
  })
  if (isWorker) for (const kind of jobKinds) for (const reason of OURS) seconds.zero({ kind, reason })
  for (const direction of ['in', 'out']) bytes.inc({ direction }, 0)
  return {
    /** A run was claimed, for the first time after so long; call the result when this worker has done with it. */
    begun: (kind: JobKind, waitedSeconds: number | null) => {
      if (waitedSeconds !== null) waits.observe({ kind }, waitedSeconds)
      executing.inc()
      return () => executing.dec()
    },
    ended: (kind: JobKind, reason: string, tookSeconds: number) =>
      seconds.observe({ kind, reason }, tookSeconds),
    lost: (kind: JobKind, reason: string) => again.inc({ kind, reason }),
    bytes: (direction: 'in' | 'out', count: number) => bytes.inc({ direction }, count),
  }
}

/** Calls of the container engine. */
export const createEngineMetrics = (registry: Registry) => {
  const registers = [registry]
  const seconds = new Histogram({
    name: 'tinymlaas_engine_call_duration_seconds',
    help: 'Time that the container engine took to answer.',
    labelNames: ['verb'],
    buckets: CALL_BUCKETS,
    registers,
  })
  const failures = new Counter({
    name: 'tinymlaas_engine_call_failures_total',
    help: 'Calls that the container engine refused, or did not answer.',
    labelNames: ['verb', 'code'],
    registers,
  })
  return (verb: string, tookSeconds: number, failure: string | null) => {
    seconds.observe({ verb }, tookSeconds)
    if (failure !== null) failures.inc({ verb, code: failure })
  }
}

type Counts = () => Record<string, number>

/** `waiting` of the counts is what there is, the others are how often something happened. */
const measureWaiting = (
  registry: Registry,
  counts: Counts,
  told: { gauge: string; counter: string; waits: string; events: string },
) => {
  const registers = [registry]
  new Gauge({
    name: told.gauge,
    help: told.waits,
    registers,
    collect() {
      this.set(counts()['waiting'] ?? 0)
    },
  })
  new Counter({
    name: told.counter,
    help: told.events,
    labelNames: ['event'],
    registers,
    collect() {
      this.reset()
      for (const [event, count] of Object.entries(counts()))
        if (event !== 'waiting') this.inc({ event }, count)
    },
  })
}

/** Containers that wait for a run. */
export const measureWarmPool = (registry: Registry, counts: Counts) =>
  measureWaiting(registry, counts, {
    gauge: 'tinymlaas_warm_containers',
    counter: 'tinymlaas_warm_events_total',
    waits: 'Containers that wait for a run.',
    events:
      'Requests for a waiting container that were met (taken) or not (missed), and starts of one that failed.',
  })

/** Containers that keep the model of a prediction. */
export const measureKeptModels = (registry: Registry, counts: Counts) =>
  measureWaiting(registry, counts, {
    gauge: 'tinymlaas_kept_models',
    counter: 'tinymlaas_kept_events_total',
    waits: 'Models that stay loaded for the next prediction.',
    events:
      'Predictions that loaded their model (answered), found it loaded (again), or went on to a container of their own (failed).',
  })
