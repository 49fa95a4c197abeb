import { pipeline, Readable, Transform } from 'node:stream'
import { promisify } from 'node:util'
import { crc32, createInflateRaw, inflateRaw } from 'node:zlib'
import { codeOf } from '../../errors.ts'
import { ArchiveError } from '../archive-error.ts'
import type { PlannedEntry } from './plan-zip.ts'
import { readRange, type ZipSource } from './zip-source.ts'

const HEADER_BYTES = 30
const HEADER_SIGNATURE = 0x04034b50

const broken = (entry: PlannedEntry, what: string, cause?: unknown) =>
  new ArchiveError('broken', `A file of the archive ${what}.`, { entry: entry.path, cause })

/** Where the packed bytes begin: behind the local header, whose lengths may differ from the directory's. */
const findData = async (source: ZipSource, entry: PlannedEntry): Promise<number> => {
  const headerEnd = entry.offset + HEADER_BYTES
  const header = headerEnd > source.size ? null : await readRange(source, entry.offset, headerEnd)
  if (header?.length !== HEADER_BYTES || header.readUInt32LE(0) !== HEADER_SIGNATURE) {
    throw broken(entry, 'is not where its directory says')
  }
  const start = headerEnd + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (start + entry.packedSize > source.size) throw broken(entry, 'lies beyond the end')
  return start
}

/** Lets exactly the promised bytes pass, and ends in an error unless they are as many and the right ones. */
const createContentCheck = (entry: PlannedEntry): Transform => {
  let bytes = 0
  let sum = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      sum = crc32(chunk, sum)
      done(bytes > entry.size ? broken(entry, 'is larger than its directory says') : null, chunk)
    },
    flush(done) {
      if (bytes !== entry.size) done(broken(entry, 'is smaller than its directory says'))
      else done(sum === entry.crc32 ? null : broken(entry, 'is damaged: its checksum differs'))
    },
  })
}

/** Packed and unpacked bytes of a file that is read as a whole: thousands of streams cost more than their bytes. */
const SMALL_BYTES = 256 * 1024
const unpackWhole = promisify(inflateRaw)

async function* readSmall(source: ZipSource, entry: PlannedEntry, start: number) {
  const packed = await readRange(source, start, start + entry.packedSize)
  const content = entry.isDeflated
    ? await unpackWhole(packed, { maxOutputLength: entry.size + 1 }).catch((error: unknown) => {
        const isLarger = codeOf(error) === 'ERR_BUFFER_TOO_LARGE'
        throw isLarger
          ? broken(entry, 'is larger than its directory says')
          : broken(entry, 'is damaged', error)
      })
    : packed
  if (content.length > entry.size) throw broken(entry, 'is larger than its directory says')
  if (content.length < entry.size) throw broken(entry, 'is smaller than its directory says')
  if (crc32(content) !== entry.crc32) throw broken(entry, 'is damaged: its checksum differs')
  yield content
}

/**
 * Unpacks one file of a zip. The stream fails with ArchiveError when the content is not what the directory
 * says, and with the source's own error when that fails.
 *
 * @throws ArchiveError when the file's bytes cannot be found.
 */
export const openZipEntry = async (source: ZipSource, entry: PlannedEntry): Promise<Readable> => {
  const start = await findData(source, entry)
  if (entry.packedSize > 0 && Math.max(entry.packedSize, entry.size) <= SMALL_BYTES)
    return Readable.from(readSmall(source, entry, start), { objectMode: false })
  const packed = entry.packedSize === 0 ? Readable.from([]) : source.read(start, start + entry.packedSize)
  const body = createContentCheck(entry)
  // Who reads the body gets its error all the same; one who did not begin to must not crash the process.
  body.on('error', () => undefined)
  const unpack = entry.isDeflated ? [createInflateRaw()] : []
  for (const stage of unpack) {
    stage.once('error', (error) => body.destroy(broken(entry, 'is damaged', error)))
  }
  pipeline([packed, ...unpack, body], () => undefined)
  return body
}
