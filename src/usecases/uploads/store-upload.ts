import type { ArchiveLimits } from '../../archive/archive-limits.ts'
import { cleanLabel } from '../../archive/clean-label.ts'
import { archiveHeadBytes, detectArchive } from '../../archive/detect-archive.ts'
import { fileNameLabel } from '../../archive/file-name-label.ts'
import type { Database } from '../../db/create-database.ts'
import { type WriteBlob, withLease } from '../../store/blobs/lease.ts'
import { peek } from './peek.ts'
import { type StoredFile, storePicture } from './store-picture.ts'
import { unpackArchive } from './unpack-archive.ts'

export interface UploadedFile {
  /** As the client named it, perhaps with folders. */
  name: string
  body: AsyncIterable<Buffer>
  /** The request's own label, if it has one. */
  label: string | undefined
}

export interface UploadOptions {
  limits: ArchiveLimits
  /** Stores the pictures. */
  write: WriteBlob
  keep: (file: StoredFile) => void
}

/**
 * Stores one uploaded file: a picture under its class, or the pictures of an archive, told apart by content. The
 * class is the last folder of the name, else the request's label, else none.
 */
export const storeUpload = async (
  db: Database,
  { name, body, label }: UploadedFile,
  { limits, write, keep }: UploadOptions,
) => {
  const wanted = label === undefined ? null : cleanLabel(label)
  const { head, whole } = await peek(body, archiveHeadBytes)
  const kind = detectArchive(head)
  if (kind === null) {
    const named = fileNameLabel(name)
    const own = named.label ?? wanted
    const path = own === null ? named.name : `${own}/${named.name}`
    keep(await storePicture(write, { path, label: own }, whole, limits.maxEntryBytes))
    return
  }
  // Held by a lease of its own, so that it goes as soon as it is unpacked.
  await withLease(db.bulk, async (writeArchive) => {
    const blob = await writeArchive(whole)
    await unpackArchive(db, { kind, name, blob }, { limits, label: wanted, write, keep })
  })
}
