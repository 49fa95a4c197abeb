import type { Request } from 'express'
import { AppError } from '../../../errors.ts'
import { CHUNK_BYTES } from '../../../store/blobs/gather-first.ts'
import { withLease } from '../../../store/blobs/lease.ts'
import { peek } from '../../../usecases/uploads/peek.ts'
import { type StoredPicture, storePicture } from '../../../usecases/uploads/store-picture.ts'
import type { AppDeps } from '../../app-deps.ts'
import { receiveMultipart } from './receive-multipart.ts'

const FIELD = 'file'

/**
 * Reads the one picture of a multipart upload into the database and hands it to `use`; it stays only if that
 * succeeds.
 */
export const receivePicture = async <T>(
  { db, config }: AppDeps,
  request: Request,
  use: (picture: StoredPicture) => Promise<T>,
): Promise<T> => {
  const limit = config.upload.maxFileBytes
  const stored: StoredPicture[] = []
  return withLease(db.bulk, async (write) => {
    await receiveMultipart(
      request,
      { field: FIELD, maxFiles: 1, maxFileBytes: limit },
      async (file: Express.Multer.File) => {
        const picture = await peek(file.stream, CHUNK_BYTES)
        stored.push(await storePicture(write, file.originalname, picture, limit))
      },
    )
    const [picture] = stored
    if (!picture)
      throw new AppError('invalid-request', 'No file was sent in this field.', { loc: ['body', FIELD] })
    return use(picture)
  })
}
