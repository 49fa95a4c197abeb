import { type JobResult, type JobSpec, jobResult } from '../../contract/job.ts'
import { jsonNesting, MAX_NESTING } from '../../contract/json-nesting.ts'
import type { Engine } from '../engine/create-engine.ts'
import { hasEngineCode } from '../engine/engine-error.ts'
import type { Collect, OutputLimits } from '../types.ts'
import { OutputError } from './output-error.ts'
import { type UnpackedFile, unpackOutput } from './unpack-output.ts'

const OUT = '/job/out'
const RESULT = 'result.json'

export type CollectOptions = {
  job: Pick<JobSpec, 'kind' | 'run_id'>
  limits: OutputLimits
  /** Its rejection ends the collecting and is passed on. */
  collect: Collect
  signal?: AbortSignal
}

/**
 * Reads the manifest of a container that has exited; null when it left none.
 * @throws OutputError when it is not what the contract says, EngineError when it could not be fetched.
 */
export const readResult = async (
  engine: Engine,
  containerId: string,
  { job, limits, signal }: Omit<CollectOptions, 'collect'>,
): Promise<JobResult | null> => {
  const chunks: Uint8Array[] = []
  const { maxResultBytes } = limits
  const only = { maxFiles: 1, maxFileBytes: maxResultBytes, maxTotalBytes: maxResultBytes }
  try {
    await unpackOutput(await engine.getArchive(containerId, `${OUT}/${RESULT}`, signal), {
      root: '',
      limits: only,
      onFile: async ({ body }) => {
        for await (const chunk of body) chunks.push(chunk)
      },
    })
  } catch (error) {
    if (hasEngineCode(error, 'not-found')) return null
    throw error
  }
  const result = parseResult(Buffer.concat(chunks).toString())
  // A job that could not read its job.json cannot know its id.
  const isOwn = result.run_id === job.run_id && result.kind === job.kind
  if (result.outcome === 'succeeded' && !isOwn) {
    throw new OutputError(`${RESULT} belongs to another job`)
  }
  return result
}

const parseResult = (text: string): JobResult => {
  try {
    if (jsonNesting(text) > MAX_NESTING) throw new Error(`nested deeper than ${MAX_NESTING}`)
    return jobResult.parse(JSON.parse(text))
  } catch (error) {
    throw new OutputError(`${RESULT} is not what the job contract says`, { cause: error })
  }
}

/**
 * Hands every artifact of the manifest to `collect`, one at a time, and checks what it got. Can be repeated as
 * long as the container is there.
 * @throws OutputError when files and manifest differ, EngineError when they could not be fetched, or what
 *   `collect` threw.
 */
export const collectOutput = async (
  engine: Engine,
  containerId: string,
  result: JobResult,
  { limits, collect, signal }: CollectOptions,
): Promise<void> => {
  const missing = new Map(result.artifacts.map((artifact) => [artifact.name, artifact]))
  if (missing.size < result.artifacts.length) throw new OutputError(`${RESULT} names an artifact twice`)
  const takeFile = async ({ name, bytes, body }: UnpackedFile) => {
    if (name === RESULT) return
    const promised = missing.get(name)
    if (!promised) throw new OutputError(`${OUT}/${name} is not in ${RESULT}`)
    if (promised.bytes !== bytes) {
      throw new OutputError(`${OUT}/${name} has ${bytes} bytes, not the ${promised.bytes} of ${RESULT}`)
    }
    missing.delete(name)
    const { media_type: mediaType, sha256 } = promised
    const collected = await collect({ name, mediaType, bytes, sha256, body })
    if (collected !== sha256) throw new OutputError(`${OUT}/${name} differs from its sha256 in ${RESULT}`)
  }
  const archive = await engine.getArchive(containerId, OUT, signal)
  const withManifest = { ...limits, maxFiles: limits.maxFiles + 1 }
  await unpackOutput(archive, { root: 'out', limits: withManifest, onFile: takeFile })
  const [absent] = missing.keys()
  if (absent !== undefined) throw new OutputError(`${OUT}/${absent} is in ${RESULT} but was not written`)
}
