import { type Pack, pack } from 'tar-stream'
import { toError } from '../errors.ts'
import { iterateBytes } from './iterate-bytes.ts'

/** A file of a tar. `size` in bytes must be exact; a part of `body` need be good only until the next is asked for. */
export interface NewMember {
  name: string
  size: number
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** Resolves when the part was used, and also when it never will be. */
type PassOn = (entry: { write: (part: Uint8Array) => boolean }, part: Uint8Array) => Promise<void>

/** Equal members give equal streams. */
const EPOCH = new Date(0)

/**
 * The tar stream of some files, in their order; a body is read only as fast as the stream is, and its parts are passed on as
 * they are: each is good until the next is asked for.
 * @throws what `members` or a body threw, or an Error when a body does not have the size it promised.
 */
export async function* packMembers(
  members: AsyncIterable<NewMember> | Iterable<NewMember>,
): AsyncGenerator<Uint8Array> {
  const tar = pack()
  // The iteration below rejects with it; an error that nobody listens to would end the process.
  tar.on('error', () => {})
  // The part that is under way; its writer goes on when it was used.
  const underWay: { part?: Uint8Array; used?: () => void } = {}
  const passOn: PassOn = (entry, part) =>
    new Promise((resolve) => {
      Object.assign(underWay, { part, used: resolve })
      entry.write(part)
    })
  fill(tar, members, passOn).then(
    () => tar.finalize(),
    (error: unknown) => tar.destroy(toError(error)),
  )
  try {
    for await (const bytes of iterateBytes(tar)) {
      yield bytes
      if (bytes === underWay.part) underWay.used?.()
    }
  } finally {
    tar.destroy()
    underWay.used?.()
  }
}

const fill = async (tar: Pack, members: AsyncIterable<NewMember> | Iterable<NewMember>, passOn: PassOn) => {
  for await (const member of members) await writeMember(tar, member, passOn)
}

const writeMember = async (tar: Pack, { name, size, body }: NewMember, passOn: PassOn): Promise<void> => {
  const done = Promise.withResolvers<void>()
  // Awaited below; until then a destroyed stream must not count as unhandled.
  done.promise.catch(() => {})
  const entry = tar.entry({ name, size, mtime: EPOCH, mode: 0o644 }, (error) =>
    error ? done.reject(error) : done.resolve(),
  )
  entry.on('error', () => {})
  let written = 0
  for await (const part of body) {
    if (tar.destroyed) throw new Error('the stream was closed')
    written += part.length
    if (written > size) throw new Error(`${name} is longer than the ${size} bytes promised`)
    if (part.length > 0) await passOn(entry, part)
  }
  if (written < size) throw new Error(`${name} ended after ${written} of ${size} bytes`)
  entry.end(null)
  await done.promise
}
