import { pipeline, type Readable, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { readMembers, type TarHeader } from '../tar/read-members.ts'
import { TarError } from '../tar/tar-error.ts'
import type { ArchiveEntry } from './archive-entry.ts'
import { ArchiveError, asArchiveError } from './archive-error.ts'
import type { ArchiveLimits } from './archive-limits.ts'
import type { ReadOptions } from './archive-notice.ts'
import { type Candidate, createAdmission } from './create-admission.ts'
import { decodeAs, type NameEncoding } from './names/name-encodings.ts'
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

/** A tar is read as it comes, so its names cannot be guessed from all of them; those of pax are UTF-8 always. */
const nameOf = ({ name, pax }: TarHeader, encoding: NameEncoding | null): string => {
  if (encoding === null || Object.hasOwn(pax ?? {}, 'path')) return name
  return decodeAs(Buffer.from(name, 'latin1'), encoding) ?? '\ufffd'
}

const candidate = (header: TarHeader, encoding: NameEncoding | null): Candidate => {
  const { size, type } = header
  const name = nameOf(header, encoding)
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
  { names = null, passOver }: ReadOptions = {},
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const admission = createAdmission(limits)
  const packed = createByteCounter()
  const meter = createTarMeter(limits, packing === null ? null : packed.bytes)
  let sourceFailure: unknown
  let members = 0
  source.once('error', (error) => {
    sourceFailure = error
  })
  const explain = (error: unknown) => {
    const fault = error instanceof TarError ? error.fault : null
    if (fault !== null && packing === 'gzip' && members === 0) return noTar(error)
    return fault === 'cut' ? cutShort(error) : asArchiveError(error, sourceFailure)
  }
  const unpack = packing === null ? [] : [packed.stream, createGunzip()]
  // Its failure reaches the reader below as well.
  pipeline([source, ...unpack, meter], () => undefined)
  try {
    for await (const { header, body } of readMembers(meter, names === null ? 'utf-8' : 'latin1')) {
      members += 1
      const admitted = admission.admit(candidate(header, names))
      if (admitted === null) continue
      const explained = explainErrors(body, explain)
      try {
        yield { ...admitted, size: header.size, body: explained }
      } finally {
        await explained.return(undefined)
      }
    }
  } catch (error) {
    throw explain(error)
  } finally {
    source.destroy()
  }
  admission.demandFiles()
  passOver?.(admission.clutter())
}

const noTar = (cause: unknown) =>
  new ArchiveError('foreign', 'The gzip file holds no tar archive, but one file alone.', { cause })

const cutShort = (cause: unknown) =>
  new ArchiveError('broken', 'The archive is cut short: it lacks its end mark.', { cause })

async function* explainErrors(body: AsyncIterable<Uint8Array>, explain: (error: unknown) => unknown) {
  try {
    for await (const { buffer, byteOffset, byteLength } of body)
      yield Buffer.from(buffer, byteOffset, byteLength)
  } catch (error) {
    throw explain(error)
  }
}
