import type { Config } from '../config.ts'
import type { OwnBoard } from '../contract/catalogue.ts'
import { type JobKind, jobSpec } from '../contract/job.ts'
import type { Database } from '../db/create-database.ts'
import type { Logger } from '../logger.ts'
import type { Engine } from '../runner/engine/create-engine.ts'
import type { ProfileOptions } from '../runner/profile/container-profile.ts'
import type { RunOptions } from '../runner/types.ts'
import type { ClaimedRun } from '../store/runs/lifecycle.ts'
import type { Tasks } from './jobs/task.ts'
import type { JobPlace } from './readiness/create-gate.ts'

interface ContainerDeps {
  db: Database
  engine: Engine
  config: Config
  /** Label of this installation’s containers. */
  instance: string
  logger: Logger
  ownBoards: OwnBoard[]
}

/** Which container a run gets: its job, its inputs, and the bounds of everything. */
export const describeContainer = (
  { db, engine, config, instance, logger, ownBoards }: ContainerDeps,
  tasks: Tasks,
  run: ClaimedRun,
  place: JobPlace,
  attempt: number,
): Omit<RunOptions, 'onEvent' | 'onLog' | 'collect' | 'settle' | 'cancel' | 'release'> => {
  const { timeoutSeconds, diskBytes } = config.run
  return {
    engine,
    logger,
    key: { runId: run.id, attempt, instance, ...(run.request_id ? { requestId: run.request_id } : {}) },
    job: jobSpec.parse({
      version: 1,
      kind: run.kind,
      run_id: run.id,
      deadline_seconds: Math.ceil(timeoutSeconds),
      classes: run.request.classes,
      parameters: run.request.parameters,
      ...(ownBoards.length > 0 ? { boards: ownBoards } : {}),
    }),
    inputs: tasks[run.kind].inputs(db, run),
    profile: isTraining(run.kind) ? trainingProfile(config, place) : profileOf(config, place),
    volumeBytes: diskBytes,
    volumeFiles: MOST_FILES,
    streams: streamLimits,
    outputs: outputLimits,
    timing: { ...timing, deadlineMs: timeoutSeconds * 1000 },
  }
}

const isTraining = (kind: JobKind) => kind === 'train' || kind === 'continue'

/** The profile of trainings there: the same, with GPUs where the operator wants them. */
const trainingProfile = (config: Config, place: JobPlace): ProfileOptions => ({
  ...profileOf(config, place),
  ...(place.gpu && { image: place.gpu.image, gpus: place.gpu.count }),
})

/** The profile of jobs there. */
export const profileOf = ({ run }: Config, { gpu: _, ...place }: JobPlace): ProfileOptions => ({
  ...place,
  limits: { memoryBytes: run.memoryBytes, cpus: run.cpus, volumeBytes: run.diskBytes },
})

const SECOND = 1000
const MIB = 1024 * 1024

/** How much a job may say. The head is kept; what comes after is drained and dropped. */
const streamLimits = {
  maxLineBytes: 64 * 1024,
  maxEvents: 20_000,
  maxLogLines: 5_000,
  maxLogBytes: 4 * MIB,
  drainBytesPerSecond: MIB,
}

/** How much a job may leave behind. */
const outputLimits = {
  maxFiles: 100,
  maxFileBytes: 1024 * MIB,
  maxTotalBytes: 2048 * MIB,
  // Read as a whole and parsed on the event loop; the image keeps its own below that (outbox.py).
  maxResultBytes: MIB,
}

/** A job keeps its pictures in a few large files and leaves some tens behind. */
const MOST_FILES = 10_000

const timing = {
  graceMs: 10 * SECOND,
  engineGraceMs: 60 * SECOND,
  pollMs: SECOND,
  usagePollMs: 5 * SECOND,
}
