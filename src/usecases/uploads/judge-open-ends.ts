import type { Database } from '../../db/create-database.ts'
import { readBlob } from '../../store/blobs/read-blob.ts'
import type { Thumbnailer } from '../../thumbnail/create-thumbnailer.ts'
import type { CollectedUpload } from './collected-upload.ts'

/** Milliseconds that the pictures of one request may take; later ones are left to the training, which looks anyhow. */
const PATIENCE_MS = 60_000

const cutShort = {
  code: 'truncated',
  message: 'The JPEG picture is cut short: not only the mark of its end is missing, but pixels are.',
  hint: 'Send the file again, whole.',
} as const

/**
 * JPEGs of some cameras lack no more than the mark of their end; half a file lacks it, too. Only who decodes them can tell,
 * so a process of its own does, and what lacks pixels gets a problem.
 */
export const judgeOpenEnds = async (
  db: Database,
  decoder: Pick<Thumbnailer, 'isWhole'>,
  dataset: number,
  { pictures }: CollectedUpload,
): Promise<void> => {
  const deadline = performance.now() + PATIENCE_MS
  for (const collected of pictures) {
    const { picture, blob } = collected
    if (!picture.lacksEndMark || performance.now() > deadline) continue
    const open = () => readBlob(db.streams, blob.id, { start: 0, end: blob.bytes - 1 })
    // Where nobody has time to look, the training will.
    const isWhole = await decoder.isWhole({ dataset, bytes: blob.bytes, open }).catch(() => true)
    const { lacksEndMark: _, ...rest } = picture
    if (!isWhole) collected.picture = { ...rest, problem: cutShort }
  }
}
