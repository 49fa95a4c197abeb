import { type Pack, pack } from 'tar-stream'
import { toError } from '../errors.ts'
import { awaitDrain } from './await-drain.ts'
import { iterateBytes } from './iterate-bytes.ts'

/** A file of a tar. `size` in bytes must be exact. */
export interface NewMember {
  name: string
  size: number
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** Equal members give equal streams. */
const EPOCH = new Date(0)

/**
 * The tar stream of some files, in their order; a body is read only as fast as the stream is.
 * @throws what `members` or a body threw, or an Error when a body does not have the size it promised.
 */
export async function* packMembers(
  members: AsyncIterable<NewMember> | Iterable<NewMember>,
): AsyncGenerator<Uint8Array> {
  const tar = pack()
  // The iteration below rejects with it; an error that nobody listens to would end the process.
  tar.on('error', () => {})
  fill(tar, members).then(
    () => tar.finalize(),
    (error: unknown) => tar.destroy(toError(error)),
  )
  try {
    yield* iterateBytes(tar)
  } finally {
    tar.destroy()
  }
}

const fill = async (tar: Pack, members: AsyncIterable<NewMember> | Iterable<NewMember>) => {
  for await (const member of members) await writeMember(tar, member)
}

const writeMember = async (tar: Pack, { name, size, body }: NewMember): Promise<void> => {
  const done = Promise.withResolvers<void>()
  // Awaited below; until then a destroyed stream must not count as unhandled.
  done.promise.catch(() => {})
  const entry = tar.entry({ name, size, mtime: EPOCH, mode: 0o644 }, (error) =>
    error ? done.reject(error) : done.resolve(),
  )
  entry.on('error', () => {})
  let written = 0
  for await (const chunk of body) {
    if (tar.destroyed) throw new Error('the stream was closed')
    written += chunk.length
    if (written > size) throw new Error(`${name} is longer than the ${size} bytes promised`)
    if (!entry.write(chunk)) await awaitDrain(entry)
  }
  if (written < size) throw new Error(`${name} ended after ${written} of ${size} bytes`)
  entry.end(null)
  await done.promise
}
