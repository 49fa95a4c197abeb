import { pipeline, Transform } from 'node:stream'
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import { codeOf } from '../../errors.ts'
import { ArchiveError } from '../archive-error.ts'
import type { PlannedEntry } from './plan-zip.ts'
import type { ZipSource } from './zip-source.ts'

const HEADER_BYTES = 30
const HEADER_SIGNATURE = 0x04034b50

const broken = (entry: PlannedEntry, what: string, cause?: unknown) =>
  new ArchiveError('broken', `A file of the archive ${what}.`, { entry: entry.path, cause })

/** Where the packed bytes begin: behind the local header, whose lengths may differ from the directory's. */
const findData = async (source: ZipSource, entry: PlannedEntry): Promise<number> => {
  const headerEnd = entry.offset + HEADER_BYTES
  const header = headerEnd > source.size ? null : await source.readRange(entry.offset, headerEnd)
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

/**
 * Packed and unpacked bytes of a file that is read as a whole: thousands of streams cost more than their bytes. To unpack
 * as many takes about a millisecond.
 */
const SMALL_BYTES = 256 * 1024

const unpackSmall = (packed: Buffer, entry: PlannedEntry): Buffer => {
  try {
    return inflateRawSync(packed, { maxOutputLength: entry.size + 1 })
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw broken(entry, 'is larger than its directory says')
    throw broken(entry, 'is damaged', error)
  }
}

async function* readSmall(source: ZipSource, entry: PlannedEntry, start: number) {
  const packed = await source.readRange(start, start + entry.packedSize)
  const content = entry.isDeflated && packed.length > 0 ? unpackSmall(packed, entry) : packed
  if (content.length > entry.size) throw broken(entry, 'is larger than its directory says')
  if (content.length < entry.size) throw broken(entry, 'is smaller than its directory says')
  if (crc32(content) !== entry.crc32) throw broken(entry, 'is damaged: its checksum differs')
  if (content.length > 0) yield content
}

async function* readLarge(source: ZipSource, entry: PlannedEntry, start: number) {
  const packed = source.read(start, start + entry.packedSize)
  const body = createContentCheck(entry)
  const unpack = entry.isDeflated ? [createInflateRaw()] : []
  for (const stage of unpack) {
    stage.once('error', (error) => body.destroy(broken(entry, 'is damaged', error)))
  }
  pipeline([packed, ...unpack, body], () => undefined)
  yield* body
}

/**
 * Unpacks one file of a zip. The body fails with ArchiveError when the content is not what the directory says, and with
 * the source's own error when that fails.
 *
 * @throws ArchiveError when the file's bytes cannot be found.
 */
export const openZipEntry = async (
  source: ZipSource,
  entry: PlannedEntry,
): Promise<AsyncGenerator<Buffer>> => {
  const start = await findData(source, entry)
  const isSmall = Math.max(entry.packedSize, entry.size) <= SMALL_BYTES
  return isSmall ? readSmall(source, entry, start) : readLarge(source, entry, start)
}
