import { pipeline, Readable, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { readMembers, type TarHeader } from '../tar/read-members.ts'
import { TarError } from '../tar/tar-error.ts'
import type { ArchiveEntry } from './archive-entry.ts'
import { ArchiveError, asArchiveError } from './archive-error.ts'
import type { ArchiveLimits } from './archive-limits.ts'
import { type Candidate, createAdmission } from './create-admission.ts'
import { createTarMeter } from './tar-meter.ts'

const kinds: Readonly<Record<string, Candidate['kind']>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'folder',
  link: 'link',
  symlink: 'link',
  'character-device': 'device',
  'block-device': 'device',
  fifo: 'device',
}

const candidate = ({ name, size, type }: TarHeader): Candidate => {
  const kind = kinds[type] ?? 'unknown'
  // Tars from before 1988 mark a folder by its name only.
  return { name, size, kind: kind === 'file' && name.endsWith('/') ? 'folder' : kind }
}

const createByteCounter = () => {
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(null, chunk)
    },
  })
  return { stream, bytes: () => bytes }
}

/**
 * Reads the files of a tar (`packing` null) or a gzipped tar from a stream, one after the other, under the
 * limits. Folders and clutter are left out. A tar that lacks its end mark counts as cut short, which shows
 * only after the last entry: keep nothing before the generator has ended.
 *
 * @throws ArchiveError for a fault of the archive; an error of `source` stays what it is. Destroys `source`.
 */
export async function* readTar(
  source: Readable,
  packing: 'gzip' | null,
  limits: ArchiveLimits,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const admit = createAdmission(limits)
  const packed = createByteCounter()
  const meter = createTarMeter(limits, packing === null ? null : packed.bytes)
  let sourceFailure: unknown
  source.once('error', (error) => {
    sourceFailure = error
  })
  const explain = (error: unknown) => {
    const isCut = error instanceof TarError && error.fault === 'cut'
    return isCut ? cutShort(error) : asArchiveError(error, sourceFailure)
  }
  const unpack = packing === null ? [] : [packed.stream, createGunzip()]
  // Its failure reaches the reader below as well.
  pipeline([source, ...unpack, meter], () => undefined)
  try {
    for await (const { header, body } of readMembers(meter)) {
      const path = admit(candidate(header))
      if (path === null) continue
      const stream = Readable.from(explained(body, explain), { objectMode: false })
      // Who reads the body gets its error all the same; one who did not begin to must not crash the process.
      stream.on('error', () => undefined)
      try {
        yield { path, size: header.size, body: stream }
      } finally {
        stream.destroy()
      }
    }
  } catch (error) {
    throw explain(error)
  } finally {
    source.destroy()
  }
}

const cutShort = (cause: unknown) =>
  new ArchiveError('broken', 'The archive is cut short: it lacks its end mark.', { cause })

async function* explained(body: AsyncIterable<Uint8Array>, explain: (error: unknown) => unknown) {
  try {
    yield* body
  } catch (error) {
    throw explain(error)
  }
}
