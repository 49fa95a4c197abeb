import { dirname, join } from 'node:path/posix'
import type { ArchiveEntry } from '../../archive/archive-entry.ts'
import { ArchiveError } from '../../archive/archive-error.ts'
import type { ArchiveLimits } from '../../archive/archive-limits.ts'
import type { ReadOptions } from '../../archive/archive-notice.ts'
import { detectArchive, nameForeignArchive } from '../../archive/detect-archive.ts'
import { readTar } from '../../archive/read-tar.ts'
import { readZip } from '../../archive/read-zip.ts'
import type { Database } from '../../db/create-database.ts'
import { AppError } from '../../errors.ts'
import { archiveFolder } from '../../labels/clean-path.ts'
import { isSidecarName } from '../../labels/sidecars/sidecar.ts'
import { isPictureName } from '../../picture/picture-name.ts'
import { CHUNK_BYTES } from '../../store/blobs/gather-first.ts'
import { withLease } from '../../store/blobs/lease.ts'
import { readBlob } from '../../store/blobs/read-blob.ts'
import { createBlobReader } from '../../store/blobs/read-nearby.ts'
import type { StoredBlob } from '../../store/blobs/write-blob.ts'
import { readSums, SUMS_NAME } from './add-known-pictures.ts'
import {
  type CollectedUpload,
  type CollectOptions,
  clutter,
  type LeftOut,
  type Origin,
} from './collected-upload.ts'
import { type Peeked, peek } from './peek.ts'
import { readSidecar } from './read-sidecar.ts'
import { isNoPicture, storePicture } from './store-picture.ts'

export interface StoredArchive extends Origin {
  kind: 'zip' | 'gzip' | 'tar'
  blob: StoredBlob
}

/** Zips that hold a document, whose pictures belong to its text. */
const DOCUMENT_NAME = /\.(docx|xlsx|pptx|od[tsp]|epub|jar|apk)$/i
/** Faults of what is within an archive and holds no pictures of ours anyway. */
const NO_ARCHIVE = ['foreign', 'empty']
const TOO_LARGE = ['too-many-entries', 'too-large', 'ratio']

const entriesOf = (
  db: Database,
  { kind, blob }: StoredArchive,
  limits: ArchiveLimits,
  options: ReadOptions,
): AsyncGenerator<ArchiveEntry> => {
  if (kind !== 'zip') {
    return readTar(readBlob(db.streams, blob.id), kind === 'gzip' ? 'gzip' : null, limits, options)
  }
  return readZip(createBlobReader(db.streams, blob), limits, options)
}

/** What archives before this one have left of the limits of a request. */
const leftOf = (limits: ArchiveLimits, { used, pictures }: CollectedUpload): ArchiveLimits => ({
  ...limits,
  maxFiles: limits.maxFiles - pictures.length,
  maxEntries: limits.maxEntries - used.entries,
  maxTotalBytes: limits.maxTotalBytes - used.bytes,
})

const refusal = (error: ArchiveError, { inner }: StoredArchive) => {
  const code = TOO_LARGE.includes(error.code) ? 'too-large' : 'invalid-request'
  const where = [inner, error.entry].filter((part) => part != null).join(': ')
  return new AppError(code, where === '' ? error.message : `${error.message} (${where})`, {
    hint: error.hint,
    loc: ['body', 'files'],
    cause: error,
  })
}

/** The folder that an archive within an archive stands for. */
const folderOf = (inner: string): string => join(dirname(inner), archiveFolder(inner) || 'archive')

/**
 * Takes the files of an archive in, one after the other. An archive within it is unpacked as well, one level deep.
 * What is neither a picture, by its content or its name, nor may say labels, is left out and noted.
 * @throws AppError when the archive is refused as a whole.
 */
export const unpackArchive = async (
  db: Database,
  collected: CollectedUpload,
  archive: StoredArchive,
  options: CollectOptions,
): Promise<void> => {
  const { limits, names, takesSums, write } = options
  const { part, inner: own } = archive
  const pathOf = (path: string) => (own === null ? path : join(folderOf(own), path))
  const leaveOut = (inner: string, reason: LeftOut['reason'], message: string) =>
    collected.leftOut.push({ part, inner, reason, message })
  const takeInner = (inner: string, kind: StoredArchive['kind'], { whole }: Peeked) =>
    withLease(db.bulk, async (writeArchive) => {
      const blob = await writeArchive(whole())
      await unpackArchive(db, collected, { part, inner, kind, blob }, options)
    })
  const takeEntry = async ({ path, spelling, size, body }: ArchiveEntry) => {
    collected.used.entries += 1
    collected.used.bytes += size
    const inner = pathOf(spelling)
    if (isSidecarName(path)) return readSidecar(collected, { part, inner }, path, body)
    if (takesSums && own === null && path === SUMS_NAME)
      return readSums(collected, { part, inner }, body, limits)
    const file = await peek(body, CHUNK_BYTES)
    const { head } = file
    const kind = detectArchive(head)
    if (kind !== null && DOCUMENT_NAME.test(path)) return leaveOut(inner, 'no-picture', 'A document.')
    if (kind !== null && own !== null)
      return leaveOut(inner, 'archive-in-archive', 'An archive within an archive within an archive.')
    if (kind !== null) return takeInner(inner, kind, file)
    const foreign = nameForeignArchive(head)
    if (foreign) return leaveOut(inner, 'foreign-archive', foreign.message)
    const stored = await storePicture(write, path, file, limits.maxEntryBytes)
    if (!isNoPicture(stored.picture) || isPictureName(path))
      collected.pictures.push({ part, inner, ...stored })
    else leaveOut(inner, 'no-picture', stored.picture.problem?.message ?? '')
  }
  const read: ReadOptions = {
    names,
    tell: (notice) => collected.notices.push({ ...notice, part, inner: own }),
    passOver(paths) {
      for (const path of paths) collected.leftOut.push({ part, inner: pathOf(path), ...clutter })
    },
  }
  try {
    for await (const entry of entriesOf(db, archive, leftOf(limits, collected), read)) await takeEntry(entry)
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    if (own === null || !NO_ARCHIVE.includes(error.code)) throw refusal(error, archive)
    leaveOut(own, 'no-picture', error.message)
  }
}
