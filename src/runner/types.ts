import type { Duplex } from 'node:stream'
import type { JobEvent } from '../contract/event.ts'
import type { JobSpec } from '../contract/job.ts'
import type { Logger } from '../logger.ts'
import type { Engine } from './engine/create-engine.ts'
import type { Phase } from './in-phase.ts'
import type { Identity, Outcome } from './outcome.ts'
import type { ProfileOptions } from './profile/container-profile.ts'
import type { RunKey } from './profile/job-names.ts'

/** How many events and log lines of each stream were passed on by an earlier relay. */
export type SeenOutput = { stdout: number; stderr: number }

/** A member of the tar stream that follows job.json. `size` in bytes must be exact. */
export type JobInput = { name: string; size: number; body: AsyncIterable<Uint8Array> }

export type LogLine = {
  stream: 'stdout' | 'stderr'
  text: string
  /** True when the line was longer than the limit and its end was dropped. */
  cut: boolean
}

/** A file on its way out. Whether it is what the manifest says, or in it at all, is known when all have come. */
export type OutputFile = {
  name: string
  bytes: number
  /** Ends with an error, never short, when the engine breaks off. */
  body: AsyncIterable<Uint8Array>
}

/** Stores an artifact. Answers the SHA-256 of what it has read of it, hex, which is held against the manifest. */
export type Collect = (file: OutputFile) => Promise<string>

export type StreamLimits = {
  maxLineBytes: number
  maxEvents: number
  maxLogLines: number
  maxLogBytes: number
  /** Once a limit is hit, stdout is read no faster than this (bytes a second), which slows a flooding job. */
  drainBytesPerSecond: number
}

export type OutputLimits = {
  maxFiles: number
  maxFileBytes: number
  maxTotalBytes: number
  maxResultBytes: number
}

type Timing = {
  /** Wall-clock milliseconds from the start of the container to `timeout`. */
  deadlineMs: number
  /** Milliseconds between SIGTERM and SIGKILL. */
  graceMs: number
  /** Milliseconds for which an unreachable engine is waited for before the run is given up. */
  engineGraceMs: number
  /** Milliseconds between two looks at the container. */
  pollMs: number
  /** Milliseconds between two looks at the volume's size and the memory in use. */
  usagePollMs: number
}

/** What is needed to watch, collect and settle a container, whether it was just started or found. */
export type WatchOptions = {
  engine: Engine
  logger: Logger
  key: RunKey
  job: Pick<JobSpec, 'kind' | 'run_id'>
  /** Quota of the volume at /job; bytes. */
  volumeBytes: number
  /** Most files and folders at /job. */
  volumeFiles: number
  streams: StreamLimits
  outputs: OutputLimits
  timing: Timing
  onEvent: (event: JobEvent) => void | Promise<void>
  onLog: (line: LogLine) => void | Promise<void>
  /** Its rejection rejects the run and keeps the container, to be adopted later. */
  collect: Collect
  /** Called with the outcome before the container is removed; a rejection keeps the container as well. */
  settle?: (outcome: Outcome) => Promise<void>
  /** What a run left is being removed; resolves when its place is free for the next run. Waited for when left out. */
  leave?: (removal: Promise<void>) => Promise<void>
  /** Does a part of the work under its name, where somebody measures that. */
  phase?: Phase
  /** Cancels: the outcome is `cancelled`. */
  cancel?: AbortSignal
  /** Lets go without ending the job (the relay stops); rejects with ReleasedError. */
  release?: AbortSignal
}

export type AdoptOptions = WatchOptions & {
  /**
   * What was passed on of this attempt before: the engine's log is read from its start, and that much of it
   * skipped. Without it, only what is written from now on is passed on.
   */
  seen?: SeenOutput
}

/** Containers that wait for a run, see warm/create-warm-pool.ts. */
export interface WarmContainers {
  /** One that runs under this profile, with the name of the attempt, and waits for its inputs; null where there is none. */
  take: (key: RunKey, profile: ProfileOptions) => Promise<{ stream: Duplex; known: Identity } | null>
}

export type RunOptions = AdoptOptions & {
  profile: ProfileOptions
  job: JobSpec
  inputs: AsyncIterable<JobInput> | Iterable<JobInput>
  /** Where a container may wait that saves the start of one. */
  warm?: WarmContainers
}
