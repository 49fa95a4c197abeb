import { dirname } from 'node:path/posix'
import type { ArchiveEntry } from '../../archive/archive-entry.ts'
import { ArchiveError } from '../../archive/archive-error.ts'
import type { ArchiveLimits } from '../../archive/archive-limits.ts'
import type { ReadOptions } from '../../archive/archive-notice.ts'
import { archiveHeadBytes, detectArchive, nameForeignArchive } from '../../archive/detect-archive.ts'
import { readTar } from '../../archive/read-tar.ts'
import { readZip } from '../../archive/read-zip.ts'
import type { Database } from '../../db/create-database.ts'
import { AppError } from '../../errors.ts'
import { archiveFolder } from '../../labels/clean-path.ts'
import { isSidecarName } from '../../labels/sidecars/sidecar.ts'
import { withLease } from '../../store/blobs/lease.ts'
import { readBlob } from '../../store/blobs/read-blob.ts'
import type { StoredBlob } from '../../store/blobs/write-blob.ts'
import type { CollectedUpload, CollectOptions, LeftOut } from './collected-upload.ts'
import { peek } from './peek.ts'
import { readSidecar } from './read-sidecar.ts'
import { storePicture } from './store-picture.ts'

export interface StoredArchive {
  /** The form's part that it came in. */
  part: number
  /** Folder that its files are put into: '' for an archive that was sent by itself. */
  folder: string
  kind: 'zip' | 'gzip' | 'tar'
  blob: StoredBlob
}

const PICTURE_NAME = /\.(jpe?g|png|gif|webp|bmp|tiff?|p[bgpn]m|hei[cf]|avif)$/i
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
  const read = (start: number, end: number) => readBlob(db.streams, blob.id, { start, end: end - 1 })
  return readZip({ size: blob.bytes, read }, limits, options)
}

/** What archives before this one have left of the limits of a request. */
const leftOf = (limits: ArchiveLimits, { used, pictures }: CollectedUpload): ArchiveLimits => ({
  ...limits,
  maxFiles: limits.maxFiles - pictures.length,
  maxEntries: limits.maxEntries - used.entries,
  maxTotalBytes: limits.maxTotalBytes - used.bytes,
})

const refusal = (error: ArchiveError) => {
  const code = TOO_LARGE.includes(error.code) ? 'too-large' : 'invalid-request'
  const where = error.entry === undefined ? '' : ` (${error.entry})`
  return new AppError(code, `${error.message}${where}`, {
    hint: error.hint,
    loc: ['body', 'files'],
    cause: error,
  })
}

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
  const { limits, names, write } = options
  const { part, folder } = archive
  const isNested = folder !== ''
  const tell: ReadOptions['tell'] = (notice) => collected.notices.push(notice)
  const takeEntry = async ({ path, spelling, size, body }: ArchiveEntry) => {
    collected.used.entries += 1
    collected.used.bytes += size
    const inner = isNested ? `${folder}/${spelling}` : spelling
    const leaveOut = (reason: LeftOut['reason'], message: string) =>
      collected.leftOut.push({ part, inner, reason, message })
    if (isSidecarName(path)) return readSidecar(collected, { part, inner }, path, body)
    const { head, whole } = await peek(body, archiveHeadBytes)
    const kind = detectArchive(head)
    if (kind !== null && isNested)
      return leaveOut('archive-in-archive', 'an archive within an archive within an archive')
    if (kind !== null) {
      const within = `${dirname(inner) === '.' ? '' : `${dirname(inner)}/`}${archiveFolder(inner)}`
      return withLease(db.bulk, async (writeArchive) => {
        const blob = await writeArchive(whole)
        await unpackArchive(db, collected, { part, folder: within || 'archive', kind, blob }, options)
      })
    }
    const foreign = nameForeignArchive(head)
    if (foreign) return leaveOut('foreign-archive', foreign.message)
    const stored = await storePicture(write, path, whole, limits.maxEntryBytes)
    const { problem } = stored.picture
    const isPicture = problem?.code !== 'not-a-picture' || PICTURE_NAME.test(path)
    if (isPicture) collected.pictures.push({ part, inner, ...stored })
    else leaveOut('no-picture', problem.message)
  }
  try {
    for await (const entry of entriesOf(db, archive, leftOf(limits, collected), { names, tell })) {
      await takeEntry(entry)
    }
  } catch (error) {
    throw error instanceof ArchiveError ? refusal(error) : error
  }
}
