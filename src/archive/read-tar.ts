import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import type { ArchiveEntry } from './archive-entry.ts'
import { ArchiveError, asArchiveError } from './archive-error.ts'
import type { ArchiveLimits } from './archive-limits.ts'
import { type Candidate, createAdmission } from './create-admission.ts'
import { tarBody } from './tar-body.ts'
import { createTarMeter } from './tar-meter.ts'

const BLOCK = 512
const END_OF_ARCHIVE = 2 * BLOCK

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

const candidate = ({ name, size, type }: Header): Candidate => {
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
  const parser = extract()
  const packed = createByteCounter()
  const meter = createTarMeter(limits, packing === null ? null : packed.bytes)
  let sourceFailure: unknown
  source.once('error', (error) => {
    sourceFailure = error
  })
  const explain = (error: unknown) => asArchiveError(error, sourceFailure)
  const unpack = packing === null ? [] : [packed.stream, createGunzip()]
  const fed = pipeline([source, ...unpack, meter.stream, parser])
  fed.catch(() => undefined) // it also ends the parser, whose iteration below throws
  let end = 0
  try {
    for await (const entry of parser) {
      const { size, type } = entry.header
      const path = admit(candidate(entry.header))
      end = entry.offset + BLOCK + (type === 'directory' ? 0 : Math.ceil(size / BLOCK) * BLOCK)
      if (path === null) entry.resume()
      else {
        const body = tarBody(entry, explain)
        try {
          yield { path, size, body }
        } finally {
          body.destroy()
        }
      }
    }
    await fed
  } catch (error) {
    throw explain(error)
  } finally {
    source.destroy()
    parser.destroy()
  }
  if (meter.zeros() < END_OF_ARCHIVE || meter.bytes() - end < END_OF_ARCHIVE) {
    throw new ArchiveError('broken', 'The archive is cut short: it lacks its end mark.')
  }
}
