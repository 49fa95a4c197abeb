import type { ArchiveEntry } from '../../archive/archive-entry.ts'
import { ArchiveError } from '../../archive/archive-error.ts'
import type { ArchiveLimits } from '../../archive/archive-limits.ts'
import { entryLabel } from '../../archive/entry-label.ts'
import { readTar } from '../../archive/read-tar.ts'
import { readZip } from '../../archive/read-zip.ts'
import type { Database } from '../../db/create-database.ts'
import { AppError } from '../../errors.ts'
import type { WriteBlob } from '../../store/blobs/lease.ts'
import { readBlob } from '../../store/blobs/read-blob.ts'
import type { StoredBlob } from '../../store/blobs/write-blob.ts'
import { type StoredFile, storePicture } from './store-picture.ts'

export interface UploadedArchive {
  kind: 'zip' | 'gzip' | 'tar'
  /** Its file name. */
  name: string
  blob: StoredBlob
}

export interface UnpackOptions {
  limits: ArchiveLimits
  /** The request's own label, if it has one. */
  label: string | null
  /** Stores the pictures. */
  write: WriteBlob
  /** Takes them, if the whole archive is good. */
  keep: (file: StoredFile) => void
}

const PICTURE_NAME = /\.(jpe?g|png|gif|webp|bmp)$/i
const TOO_LARGE = ['too-many-entries', 'too-large', 'ratio']

const entriesOf = (
  db: Database,
  { kind, blob }: UploadedArchive,
  limits: ArchiveLimits,
): AsyncGenerator<ArchiveEntry> => {
  if (kind !== 'zip') return readTar(readBlob(db.streams, blob.id), kind === 'gzip' ? 'gzip' : null, limits)
  const read = (start: number, end: number) => readBlob(db.streams, blob.id, { start, end: end - 1 })
  return readZip({ size: blob.bytes, read }, limits)
}

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
 * Stores the pictures of an archive, one after the other; each one's folder is its class. What is no picture by its
 * content nor by its name is passed over; it goes when the lease behind `write` ends.
 * @throws AppError when the archive is refused as a whole.
 */
export const unpackArchive = async (
  db: Database,
  archive: UploadedArchive,
  { limits, label, write, keep }: UnpackOptions,
): Promise<void> => {
  const files: StoredFile[] = []
  try {
    for await (const { path, body } of entriesOf(db, archive, limits)) {
      const file = await storePicture(write, { path, label: null }, body, limits.maxEntryBytes)
      const isPicture = file.picture.problem?.code !== 'not-a-picture' || PICTURE_NAME.test(path)
      if (isPicture) files.push(file)
    }
  } catch (error) {
    throw error instanceof ArchiveError ? refusal(error) : error
  }
  const hasFolders = files.some(({ path }) => path.includes('/'))
  for (const file of files) {
    const own = entryLabel(file.path, { archiveName: archive.name, hasFolders, label })
    keep({ ...file, label: own, path: own !== null && !hasFolders ? `${own}/${file.path}` : file.path })
  }
}
