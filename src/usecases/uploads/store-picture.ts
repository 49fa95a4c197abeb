import { AppError } from '../../errors.ts'
import { createPictureInspector } from '../../picture/create-picture-inspector.ts'
import type { PictureReport } from '../../picture/picture-report.ts'
import type { WriteBlob } from '../../store/blobs/lease.ts'
import type { StoredBlob } from '../../store/blobs/write-blob.ts'

/** A file whose bytes are stored, but which belongs to no dataset yet. */
export interface StoredFile {
  /** Name within the dataset, with its folder. */
  path: string
  label: string | null
  blob: StoredBlob
  picture: PictureReport
}

const MIB = 1024 * 1024

/**
 * Stores a picture while looking at what goes by: what it is, how large, whether it is whole. Anything else than a
 * picture is stored as well and marked.
 * @throws AppError `too-large` beyond `maxBytes`.
 */
export const storePicture = async (
  write: WriteBlob,
  name: { path: string; label: string | null },
  body: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<StoredFile> => {
  const inspector = createPictureInspector()
  const inspected = async function* () {
    let bytes = 0
    for await (const chunk of body) {
      bytes += chunk.length
      if (bytes > maxBytes) {
        const limit = `${Math.floor(maxBytes / MIB)} MiB`
        throw new AppError('too-large', `${name.path} is larger than ${limit}.`, {
          hint: 'Make the picture smaller.',
        })
      }
      inspector.push(chunk)
      yield chunk
    }
  }
  const blob = await write(inspected())
  return { ...name, blob, picture: inspector.finish() }
}
