import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { JobSpec } from '../../contract/job.ts'
import type { Logger } from '../../logger.ts'
import type { Engine } from '../engine/create-engine.ts'
import { packJob } from '../input/pack-job.ts'
import { runContainer } from '../lifecycle/run-container.ts'
import type { ProfileOptions } from '../profile/container-profile.ts'
import { runtimeTraits } from '../profile/runtime-traits.ts'
import type { JobInput, OutputFile } from '../types.ts'
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
  /** Milliseconds that the container may take. */
  deadlineMs?: number
  cancel?: AbortSignal
}

/**
 * Starts a container exactly as for a job, and proves from inside what it can and cannot do, and that a
 * megabyte comes back as it was sent. Any row that is not ok means that jobs are not isolated as promised.
 */
export const probe = async (options: ProbeOptions): Promise<ProbeRow[]> => {
  const { engine, logger, instance, profile, deadlineMs = 60 * SECOND, cancel } = options
  const job = probeJob()
  const content = randomBytes(MIB)
  const inputs: JobInput[] = [{ name: 'content', size: content.length, body: once(content) }]
  const sent = await hashOf(packJob(job, [{ name: 'content', size: content.length, body: once(content) }]))
  const seen = new Map<string, string>()
  let received = ''
  const outcome = await runContainer({
    engine,
    logger,
    key: { runId: `probe-${job.run_id}`, attempt: 1, instance },
    job,
    inputs,
    profile: { ...profile, entrypoint: ['sh', '-c', probeScript(job)] },
    volumeBytes: 64 * MIB,
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
    collect: async ({ body }: OutputFile) => {
      received = await hashOf(body)
    },
    ...(cancel && { cancel }),
  })
  const { limits, runtime } = profile
  return [
    { check: 'runs', ok: outcome.state === 'succeeded', detail: outcome.detail || `under ${runtime}` },
    ...judgeProbe(seen, profile, limits.pids ?? runtimeTraits(runtime).pids),
    { check: 'data comes back as sent', ok: received === sent, detail: `sha256 ${received || 'nothing'}` },
  ]
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
