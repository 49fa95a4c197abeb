import { type Pack, pack } from 'tar-stream'
import type { JobSpec } from '../../contract/job.ts'
import { awaitDrain } from '../../tar/await-drain.ts'
import { iterateBytes } from '../../tar/iterate-bytes.ts'
import type { JobInput } from '../types.ts'
import { InputError } from './input-error.ts'

const NAME = /^(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)*$/
/** Equal jobs give equal streams. */
const EPOCH = new Date(0)

/**
 * The tar stream of a job: job.json first, then every input, read only as fast as the stream is.
 * @throws InputError when a source fails or does not have the size it promised.
 */
export async function* packJob(
  job: JobSpec,
  inputs: AsyncIterable<JobInput> | Iterable<JobInput>,
): AsyncGenerator<Uint8Array> {
  const tar = pack()
  // The iteration below rejects with it; an error that nobody listens to would end the process.
  tar.on('error', () => {})
  fill(tar, job, inputs).then(
    () => tar.finalize(),
    (error: unknown) => tar.destroy(error instanceof InputError ? error : new InputError(error)),
  )
  try {
    yield* iterateBytes(tar)
  } finally {
    tar.destroy()
  }
}

const fill = async (tar: Pack, job: JobSpec, inputs: AsyncIterable<JobInput> | Iterable<JobInput>) => {
  const spec = Buffer.from(JSON.stringify(job))
  await writeEntry(tar, { name: 'job.json', size: spec.length, body: [spec] })
  for await (const input of inputs) {
    if (!NAME.test(input.name)) throw new InputError(`the name ${JSON.stringify(input.name)} is not allowed`)
    await writeEntry(tar, input)
  }
}

type Entry = Omit<JobInput, 'body'> & { body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }

const writeEntry = async (tar: Pack, { name, size, body }: Entry): Promise<void> => {
  const done = Promise.withResolvers<void>()
  // Awaited below; until then a destroyed stream must not count as unhandled.
  done.promise.catch(() => {})
  const entry = tar.entry({ name, size, mtime: EPOCH, mode: 0o644 }, (error) =>
    error ? done.reject(error) : done.resolve(),
  )
  entry.on('error', () => {})
  let written = 0
  for await (const chunk of body) {
    if (tar.destroyed) throw new InputError('the stream was closed')
    written += chunk.length
    if (written > size) throw new InputError(`${name} is longer than the ${size} bytes promised`)
    if (!entry.write(chunk)) await awaitDrain(entry)
  }
  if (written < size) throw new InputError(`${name} ended after ${written} of ${size} bytes`)
  entry.end(null)
  await done.promise
}
