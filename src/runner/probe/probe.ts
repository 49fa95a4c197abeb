import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { JobSpec } from '../../contract/job.ts'
import type { Logger } from '../../logger.ts'
import type { Engine } from '../engine/create-engine.ts'
import { packJob } from '../input/pack-job.ts'
import { runContainer } from '../lifecycle/run-container.ts'
import type { ProfileOptions } from '../profile/container-profile.ts'
import type { JobInput, OutputFile, RunOptions } from '../types.ts'
import { attackLimits, judgeAttacks, memoryAttack, processAttack } from './attacks.ts'
import { judgeProbe, type ProbeRow } from './judge-probe.ts'
import { probeScript } from './probe-script.ts'

const KIB = 1024
const MIB = 1024 * KIB
const SECOND = 1000

export type ProbeOptions = {
  engine: Engine
  logger: Logger
  instance: string
  /** Image, runtime and limits, as for a job. */
  profile: ProfileOptions
  /** Milliseconds that each container may take. */
  deadlineMs?: number
  cancel?: AbortSignal
}

/**
 * Proves what a job can and cannot do, from inside containers that are started exactly as a job's: one looks around
 * and returns a megabyte as it was sent, two more go beyond small limits. Any row that is not ok means that jobs are
 * not isolated as promised.
 */
export const probe = async (options: ProbeOptions): Promise<ProbeRow[]> => {
  const { profile } = options
  const { runtime } = profile
  const limits = attackLimits(runtime, profile.limits.cpus)
  const small = { ...options, profile: { ...profile, limits } }
  const [look, onMemory, onProcesses] = await Promise.all([
    lookAround(options),
    observe(small, memoryAttack),
    observe(small, processAttack(limits.pids)),
  ])
  const { seen, ended, received, sent } = look
  return [
    { check: 'runs', ok: ended.state === 'succeeded', detail: ended.detail || `under ${runtime}` },
    ...judgeProbe(seen, profile),
    ...judgeAttacks(runtime, limits, { onMemory, onProcesses }),
    { check: 'data comes back as sent', ok: received === sent, detail: `sha256 ${received || 'nothing'}` },
  ]
}

const lookAround = async (options: ProbeOptions) => {
  const job = probeJob()
  const content = randomBytes(MIB)
  const inputs = (): JobInput[] => [{ name: 'content', size: content.length, body: once(content) }]
  let received = ''
  const observed = await observe(options, probeScript(job), {
    job,
    inputs: inputs(),
    collect: async ({ body }: OutputFile) => {
      received = await hashOf(body)
      return received
    },
  })
  return { ...observed, received, sent: await hashOf(packJob(job, inputs())) }
}

/** Runs a script as a job; what it prints as `name=value`, the last of each name, and how its container ended. */
const observe = async (
  { engine, logger, instance, profile, deadlineMs = 60 * SECOND, cancel }: ProbeOptions,
  script: string,
  more: Partial<RunOptions> = {},
) => {
  const seen = new Map<string, string>()
  const job = more.job ?? probeJob()
  const ended = await runContainer({
    engine,
    logger,
    key: { runId: `probe-${job.run_id}`, attempt: 1, instance },
    job,
    inputs: [],
    profile: { ...profile, entrypoint: ['sh', '-c', script], command: [] },
    volumeBytes: 64 * MIB,
    volumeFiles: 1000,
    streams: {
      maxLineBytes: 4 * KIB,
      maxEvents: 0,
      maxLogLines: 100,
      maxLogBytes: 64 * KIB,
      drainBytesPerSecond: MIB,
    },
    outputs: { maxFiles: 1, maxFileBytes: 4 * MIB, maxTotalBytes: 4 * MIB, maxResultBytes: 64 * KIB },
    timing: {
      deadlineMs,
      graceMs: 1 * SECOND,
      engineGraceMs: 10 * SECOND,
      pollMs: 1 * SECOND,
      usagePollMs: 60 * SECOND,
    },
    onEvent: () => undefined,
    onLog: ({ text }) => {
      const [name = '', ...value] = text.split('=')
      seen.set(name, value.join('='))
    },
    collect: () => Promise.reject(new Error('an attack leaves nothing')),
    ...more,
    ...(cancel && { cancel }),
  })
  return { seen, ended }
}

const probeJob = (): JobSpec => ({
  version: 1,
  kind: 'predict',
  run_id: randomUUID(),
  deadline_seconds: 60,
  classes: [],
  parameters: {},
})

async function* once(bytes: Uint8Array) {
  yield bytes
}

const hashOf = async (source: AsyncIterable<Uint8Array>): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of source) hash.update(chunk)
  return hash.digest('hex')
}
