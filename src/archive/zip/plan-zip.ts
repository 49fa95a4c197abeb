import { type Entry, fromRandomAccessReaderPromise } from 'yauzl'
import { ArchiveError, protectedByPassword } from '../archive-error.ts'
import { type ArchiveLimits, ratioFloorBytes } from '../archive-limits.ts'
import { namesGuessed, type ReadOptions } from '../archive-notice.ts'
import { type Candidate, createAdmission } from '../create-admission.ts'
import { decodeNames } from '../names/decode-names.ts'
import type { ZipDirectoryReader } from './directory-reader.ts'
import { rawName } from './raw-name.ts'

/** What the directory of a zip says of a file that is to be read. */
export type PlannedEntry = {
  path: string
  spelling: string
  size: number
  packedSize: number
  crc32: number
  isDeflated: boolean
  /** Where its local header begins. */
  offset: number
}

/** Packing methods that other tools offer, by their numbers in the format's specification. */
const methods: ReadonlyMap<number, string> = new Map([
  [1, 'shrink'],
  [6, 'implode'],
  [9, 'deflate64'],
  [12, 'bzip2'],
  [14, 'lzma'],
  [93, 'zstd'],
  [95, 'xz'],
  [98, 'ppmd'],
])
const STORED = 0
const DEFLATED = 8
const LOCAL_HEADER_BYTES = 30
/** Unix file types, in the upper half of the external attributes; absent where a DOS tool packed. */
const TYPE_MASK = 0o170000
const unixKinds: ReadonlyMap<number, Candidate['kind']> = new Map([
  [0, 'file'],
  [0o100000, 'file'],
  [0o040000, 'folder'],
  [0o120000, 'link'],
])

const kindOf = (entry: Entry, name: string): Candidate['kind'] => {
  const kind = unixKinds.get((entry.externalFileAttributes >>> 16) & TYPE_MASK) ?? 'device'
  return kind === 'file' && /[/\\]$/.test(name) ? 'folder' : kind
}

const checkPacking = (entry: Entry, name: string, maxRatio: number): void => {
  const refuse = (code: 'method' | 'ratio', message: string) =>
    new ArchiveError(code, message, { entry: name })
  const { compressedSize, uncompressedSize, compressionMethod } = entry
  if (entry.isEncrypted()) throw protectedByPassword({ entry: name })
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    const method = methods.get(compressionMethod) ?? `method ${compressionMethod}`
    throw refuse('method', `A file of the archive is packed by ${method}, not "deflate".`)
  }
  if (uncompressedSize > Math.max(ratioFloorBytes, maxRatio * compressedSize)) {
    throw refuse('ratio', `A file of the archive unpacks to more than ${maxRatio} times its size.`)
  }
}

/** Entries that share bytes let a small archive unpack to a huge one without a suspicious ratio. */
const checkOverlaps = (planned: readonly PlannedEntry[]): void => {
  let end = 0
  for (const entry of planned.toSorted((a, b) => a.offset - b.offset)) {
    if (entry.offset < end) {
      throw new ArchiveError('broken', 'Two files of the archive share their bytes.', { entry: entry.path })
    }
    end = entry.offset + LOCAL_HEADER_BYTES + entry.packedSize
  }
}

/**
 * Walks the whole directory of a zip before anything is unpacked, and checks every entry in it.
 *
 * @throws ArchiveError for a refused entry, yauzl's or the source's error otherwise.
 */
export const planZip = async (
  reader: ZipDirectoryReader,
  size: number,
  limits: ArchiveLimits,
  { names, tell, passOver }: ReadOptions = {},
): Promise<PlannedEntry[]> => {
  const options = { lazyEntries: true, decodeStrings: false, autoClose: false }
  const zip = await fromRandomAccessReaderPromise(reader, size, options)
  if (zip.entryCount > limits.maxEntries) {
    throw new ArchiveError('too-many-entries', `The archive has more than ${limits.maxEntries} entries.`)
  }
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) entries.push(entry)
  const { names: decoded, encoding, certainty } = await decodeNames(entries.map(rawName), names ?? null)
  if (encoding !== null && encoding !== 'utf-8' && encoding !== names) {
    tell?.(namesGuessed(decoded, encoding, certainty))
  }
  const admission = createAdmission(limits)
  const planned: PlannedEntry[] = []
  let total = 0
  for (const [index, entry] of entries.entries()) {
    const name = decoded[index] ?? ''
    const admitted = admission.admit({ name, size: entry.uncompressedSize, kind: kindOf(entry, name) })
    if (admitted === null) continue
    checkPacking(entry, name, limits.maxRatio)
    total += entry.uncompressedSize
    planned.push({
      ...admitted,
      size: entry.uncompressedSize,
      packedSize: entry.compressedSize,
      crc32: entry.crc32,
      isDeflated: entry.compressionMethod === DEFLATED,
      offset: entry.relativeOffsetOfLocalHeader,
    })
  }
  if (total > Math.max(ratioFloorBytes, limits.maxRatio * size)) {
    throw new ArchiveError('ratio', `The archive unpacks to more than ${limits.maxRatio} times its size.`)
  }
  checkOverlaps(planned)
  admission.demandFiles()
  passOver?.(admission.clutter())
  return planned
}
