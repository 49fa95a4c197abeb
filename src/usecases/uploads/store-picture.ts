import { AppError } from '../../errors.ts'
import { createPictureInspector } from '../../picture/create-picture-inspector.ts'
import type { PictureReport } from '../../picture/picture-report.ts'
import type { WriteBlob } from '../../store/blobs/lease.ts'
import type { StoredBlob } from '../../store/blobs/write-blob.ts'

const MIB = 1024 * 1024

/** A file whose bytes are stored, and what they are. */
export interface StoredPicture {
  blob: StoredBlob
  picture: PictureReport
}

const NO_PICTURE = ['not-a-picture', 'empty']

/** Whether a file is no picture, not even a damaged one. */
export const isNoPicture = ({ problem }: { problem: { code: string } | null }): boolean =>
  problem !== null && NO_PICTURE.includes(problem.code)

/**
 * Stores a picture while looking at what goes by: what it is, how large, whether it is whole. Anything else than a
 * picture is stored as well and marked.
 * @throws AppError `too-large` beyond `maxBytes`.
 */
export const storePicture = async (
  write: WriteBlob,
  name: string,
  body: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<StoredPicture> => {
  const inspector = createPictureInspector()
  const inspected = async function* () {
    let bytes = 0
    for await (const chunk of body) {
      bytes += chunk.length
      if (bytes > maxBytes) {
        const limit = `${Math.floor(maxBytes / MIB)} MiB`
        throw new AppError('too-large', `${name} is larger than ${limit}.`, {
          hint: 'Make the picture smaller.',
        })
      }
      inspector.push(chunk)
      yield chunk
    }
  }
  const blob = await write(inspected())
  return { blob, picture: inspector.finish() }
}
