import { detectArchive, nameForeignArchive } from '../../archive/detect-archive.ts'
import { isClutter } from '../../archive/is-clutter.ts'
import type { Database } from '../../db/create-database.ts'
import { AppError } from '../../errors.ts'
import { isSidecarName } from '../../labels/sidecars/sidecar.ts'
import { CHUNK_BYTES } from '../../store/blobs/gather-first.ts'
import { withLease } from '../../store/blobs/lease.ts'
import { type CollectedUpload, type CollectOptions, clutter } from './collected-upload.ts'
import { peek } from './peek.ts'
import { readSidecar } from './read-sidecar.ts'
import { isNoPicture, storePicture } from './store-picture.ts'
import { unpackArchive } from './unpack-archive.ts'

/**
 * Takes one file of a request in: a picture, the pictures of an archive, or a file that may say labels, told apart by
 * content and, for the last, by name. What it means is decided when all of the request is there.
 * @throws AppError when the file is refused, and with it the whole request.
 */
export const collectFile = async (
  db: Database,
  collected: CollectedUpload,
  { name, body }: { name: string; body: AsyncIterable<Buffer> },
  { limits, names, takesSums, write }: CollectOptions,
): Promise<void> => {
  const part = collected.partNames.push(name) - 1
  const origin = { part, inner: null }
  if (isSidecarName(name)) return readSidecar(collected, origin, name, body)
  const file = await peek(body, CHUNK_BYTES)
  const { head } = file
  const kind = detectArchive(head)
  const foreign = kind === null ? nameForeignArchive(head) : null
  if (foreign) {
    throw new AppError('invalid-request', foreign.message, { hint: foreign.hint, loc: ['body', 'files'] })
  }
  if (collected.pictures.length >= limits.maxFiles) {
    throw new AppError('too-large', `The upload has more than ${limits.maxFiles} files.`, {
      hint: 'Send the files in several requests.',
    })
  }
  if (kind === null) {
    const stored = await storePicture(write, name, file, limits.maxEntryBytes)
    // A browser that sends a folder sends these as well.
    if (isNoPicture(stored.picture) && isClutter(name.split(/[/\\]/))) {
      collected.leftOut.push({ ...origin, ...clutter })
    } else collected.pictures.push({ ...origin, ...stored })
    return
  }
  // Held by a lease of its own, so that it goes as soon as it is unpacked.
  await withLease(db.bulk, async (writeArchive) => {
    const blob = await writeArchive(file.whole())
    await unpackArchive(db, collected, { part, inner: null, kind, blob }, { limits, names, takesSums, write })
  })
}
