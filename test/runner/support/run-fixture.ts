import { createHash, randomUUID } from 'node:crypto'
import { readConfig } from '../../../src/config.ts'
import type { JobEvent } from '../../../src/contract/event.ts'
import { createEngine, type Engine } from '../../../src/runner/engine/create-engine.ts'
import { runContainer } from '../../../src/runner/lifecycle/run-container.ts'
import type { LogLine, OutputFile, RunOptions } from '../../../src/runner/types.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { FIXTURE_IMAGE } from './fixture-image.ts'
import { jobSpecOf, shellJob } from './shell-job.ts'

const MIB = 1024 * 1024
export const INSTANCE = 'runner-tests'

export const engineOfTests: Engine = createEngine({ host: readConfig(process.env).docker.host })

/** What a run left with its callbacks. */
type Seen = {
  events: JobEvent[]
  logs: LogLine[]
  files: { name: string; bytes: number; sha256: string }[]
}

/** Options of a run of a shell script, with short times; and what its callbacks saw. */
export const fixtureRun = (
  script: string,
  overrides: Partial<RunOptions> = {},
  runtime = 'runc',
  runId = randomUUID() as string,
) => {
  const job = jobSpecOf(runId)
  const seen: Seen = { events: [], logs: [], files: [] }
  const options: RunOptions = {
    engine: engineOfTests,
    logger: silentLogger,
    key: { runId: job.run_id, attempt: 1, instance: INSTANCE },
    job,
    inputs: [],
    volumeBytes: 64 * MIB,
    volumeFiles: 10_000,
    profile: {
      image: FIXTURE_IMAGE,
      runtime,
      limits: { memoryBytes: 256 * MIB, cpus: 1, volumeBytes: 64 * MIB },
      command: shellJob(job, script),
    },
    streams: {
      maxLineBytes: 64 * 1024,
      maxEvents: 1000,
      maxLogLines: 1000,
      maxLogBytes: MIB,
      drainBytesPerSecond: 8 * MIB,
    },
    outputs: { maxFiles: 100, maxFileBytes: 64 * MIB, maxTotalBytes: 64 * MIB, maxResultBytes: MIB },
    timing: { deadlineMs: 30_000, graceMs: 1000, engineGraceMs: 10_000, pollMs: 500, usagePollMs: 500 },
    onEvent: (event) => {
      seen.events.push(event)
    },
    onLog: (line) => {
      seen.logs.push(line)
    },
    collect: async (file) => {
      const digested = await digest(file)
      seen.files.push({ name: file.name, ...digested })
      return digested.sha256
    },
    ...overrides,
  }
  return { options, seen, run: () => runContainer(options) }
}

export const digest = async ({ body }: OutputFile) => {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of body) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex') }
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
