import { AppError } from '../../errors.ts'
import { createPictureInspector } from '../../picture/create-picture-inspector.ts'
import type { PictureReport } from '../../picture/picture-report.ts'
import type { WriteBlob } from '../../store/blobs/lease.ts'
import type { StoredBlob } from '../../store/blobs/write-blob.ts'
import type { Peeked } from './peek.ts'

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

const tooLarge = (name: string, maxBytes: number) =>
  new AppError('too-large', `${name} is larger than ${Math.floor(maxBytes / MIB)} MiB.`, {
    hint: 'Make the picture smaller.',
  })

/**
 * Stores a picture while looking at what goes by: what it is, how large, whether it is whole. Anything else than a
 * picture is stored as well and marked.
 * @throws AppError `too-large` beyond `maxBytes`.
 */
export const storePicture = async (
  write: WriteBlob,
  name: string,
  { head, isAll, whole }: Peeked,
  maxBytes: number,
): Promise<StoredPicture> => {
  const inspector = createPictureInspector()
  const inspected = async function* () {
    let bytes = 0
    for await (const chunk of whole()) {
      bytes += chunk.length
      if (bytes > maxBytes) throw tooLarge(name, maxBytes)
      inspector.push(chunk)
      yield chunk
    }
  }
  // Thousands of small pictures take less time as a whole than as streams.
  if (!isAll || head.length > maxBytes) return { blob: await write(inspected()), picture: inspector.finish() }
  inspector.push(head)
  return { blob: await write(head), picture: inspector.finish() }
}
