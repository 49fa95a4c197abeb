import type { Request } from 'express'
import { defaultArchiveLimits } from '../../../archive/archive-limits.ts'
import { withLease } from '../../../store/blobs/lease.ts'
import { findDatasetOrFail } from '../../../usecases/find-or-fail.ts'
import { addFiles } from '../../../usecases/uploads/add-files.ts'
import type { StoredFile } from '../../../usecases/uploads/store-picture.ts'
import { storeUpload } from '../../../usecases/uploads/store-upload.ts'
import type { AppDeps } from '../../app-deps.ts'
import { InvalidRequest } from '../invalid-request.ts'
import { receiveMultipart } from './receive-multipart.ts'

const FIELD = 'files'

/** Damaged pictures are kept and reported; what is none at all was sent by mistake. */
const isPicture = ({ picture: { problem } }: StoredFile) =>
  problem?.code !== 'not-a-picture' && problem?.code !== 'empty'

/**
 * Reads an upload straight into the database and makes the files part of the dataset when all have arrived. What was
 * refused or broken off leaves nothing behind.
 */
export const receiveFiles = async (
  deps: AppDeps,
  datasetId: number,
  label: string | undefined,
  request: Request,
) => {
  const { db, config } = deps
  await findDatasetOrFail(db.knex, datasetId)
  const { maxFileBytes, maxArchiveBytes, maxFiles } = config.upload
  const limits = { ...defaultArchiveLimits, maxEntryBytes: maxFileBytes, maxTotalBytes: maxArchiveBytes * 2 }
  const largest = Math.max(maxFileBytes, maxArchiveBytes)
  const stored: StoredFile[] = []
  await withLease(db.bulk, async (write) => {
    await receiveMultipart(request, { field: FIELD, maxFiles, maxFileBytes: largest }, (file) =>
      storeUpload(
        db,
        { name: file.originalname, body: file.stream, label },
        { limits, write, keep: (kept) => stored.push(kept) },
      ),
    )
    if (!stored.some(isPicture)) {
      const msg = 'Nothing of what was sent is a picture.'
      throw new InvalidRequest([{ loc: ['body', FIELD], msg, type: 'value_error' }], null)
    }
    await addFiles(db, datasetId, stored)
  })
}
