import type { JobResult, JobSpec } from '../../contract/job.ts'
import type { Engine } from '../engine/create-engine.ts'
import { hasEngineCode } from '../engine/engine-error.ts'
import type { Collect, OutputLimits } from '../types.ts'
import { OutputError } from './output-error.ts'
import { parseResult } from './parse-result.ts'
import { type UnpackedFile, type UnpackOptions, unpackOutput } from './unpack-output.ts'

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
 * Reads the manifest of a container, and nothing else; null when it left none.
 * @throws OutputError when it is not what the contract says, EngineError when it could not be fetched.
 */
export const readResult = async (
  engine: Engine,
  containerId: string,
  { job, limits, signal }: Omit<CollectOptions, 'collect'>,
): Promise<JobResult | null> => {
  const { maxResultBytes } = limits
  const only = { maxFiles: 1, maxFileBytes: maxResultBytes, maxTotalBytes: maxResultBytes }
  const seen: { text?: string } = {}
  const wasThere = await unpack(engine, containerId, `${OUT}/${RESULT}`, signal, {
    root: '',
    limits: only,
    onFile: async ({ body }) => {
      seen.text = await readText(body)
    },
  })
  return wasThere ? parseResult(seen.text ?? '', job) : null
}

/**
 * Hands all that a job left to `collect`, one file at a time, and holds it against the manifest when all was seen: one archive
 * costs the engine a tenth of a second of its processor, and the manifest may come last in it. Null when there is no
 * manifest; that of a failure proves nothing about the files. Can be repeated as long as the container is there.
 * @throws OutputError when files and manifest differ, EngineError when they could not be fetched, or what
 *   `collect` threw.
 */
export const collectOutput = async (
  engine: Engine,
  containerId: string,
  { job, limits, collect, signal }: CollectOptions,
): Promise<JobResult | null> => {
  const stored = new Map<string, Stored>()
  const seen: { text?: string } = {}
  const onFile = async (file: UnpackedFile) => {
    if (file.name === RESULT) {
      if (file.bytes > limits.maxResultBytes)
        throw new OutputError(`${OUT}/${RESULT} is larger than ${limits.maxResultBytes} bytes`)
      seen.text = await readText(file.body)
    } else stored.set(file.name, { bytes: file.bytes, sha256: await collect(file) })
  }
  const withManifest = { ...limits, maxFiles: limits.maxFiles + 1 }
  await unpack(engine, containerId, OUT, signal, { root: 'out', limits: withManifest, onFile })
  if (seen.text === undefined) return null
  const result = parseResult(seen.text, job)
  if (result.outcome === 'succeeded') compare(result, stored)
  return result
}

/** Whether there was something to unpack. */
const unpack = async (
  engine: Engine,
  containerId: string,
  path: string,
  signal: AbortSignal | undefined,
  options: UnpackOptions,
): Promise<boolean> => {
  try {
    await unpackOutput(await engine.getArchive(containerId, path, signal), options)
    return true
  } catch (error) {
    if (hasEngineCode(error, 'not-found')) return false
    throw error
  }
}

const readText = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

type Stored = { bytes: number; sha256: string }

/** @throws OutputError unless what was stored is exactly what the manifest promises. */
const compare = ({ artifacts }: JobResult, stored: Map<string, Stored>): void => {
  const extra = new Map(stored)
  const named = new Set(artifacts.map(({ name }) => name))
  if (named.size < artifacts.length) throw new OutputError(`${RESULT} names an artifact twice`)
  for (const { name, bytes, sha256 } of artifacts) {
    const found = stored.get(name)
    if (!found) throw new OutputError(`${OUT}/${name} is in ${RESULT} but was not written`)
    if (found.bytes !== bytes) {
      throw new OutputError(`${OUT}/${name} has ${found.bytes} bytes, not the ${bytes} of ${RESULT}`)
    }
    if (found.sha256 !== sha256) {
      throw new OutputError(`${OUT}/${name} differs from its sha256 in ${RESULT}`)
    }
    extra.delete(name)
  }
  const [more] = extra.keys()
  if (more !== undefined) throw new OutputError(`${OUT}/${more} is not in ${RESULT}`)
}
