import type { Request } from 'express'
import multer from 'multer'
import { defaultArchiveLimits } from '../archive/archive-limits.ts'
import { AppError } from '../errors.ts'
import { discardBlobs } from '../store/blobs/discard-blobs.ts'
import { addFiles } from '../usecases/add-files.ts'
import { findDatasetOrFail } from '../usecases/find-dataset-or-fail.ts'
import { storeUpload } from '../usecases/store-upload.ts'
import type { StoredFile } from '../usecases/stored-file.ts'
import type { AppDeps } from './create-app.ts'
import { InvalidRequest } from './invalid-request.ts'

const FIELD = 'files'

const tooLarge: Record<string, string> = {
  LIMIT_FILE_SIZE: 'A file is larger than is taken.',
  LIMIT_FILE_COUNT: 'There are more files than one request may have.',
}

const invalid = (msg: string, type: string) => new InvalidRequest([{ loc: ['body', FIELD], msg, type }], null)

const toRequestError = (error: unknown) => {
  if (error instanceof multer.MulterError) {
    const words = tooLarge[error.code]
    if (words)
      return new AppError('too-large', words, { hint: 'Send smaller or fewer files, in several requests.' })
    return invalid(error.message, 'value_error')
  }
  // What busboy says of a body that is no multipart at all.
  return error instanceof Error && /multipart|boundary|form/i.test(error.message)
    ? invalid(error.message, 'value_error')
    : error
}

/**
 * Reads a multipart upload straight into the database, one file after the other, and makes the files part of the
 * dataset when all have arrived. What was refused or broken off leaves nothing behind.
 */
export const receiveFiles = async (
  deps: AppDeps,
  datasetId: number,
  label: string | undefined,
  request: Request,
) => {
  const { db, config } = deps
  await findDatasetOrFail(db.knex, datasetId)
  if (!request.is('multipart/form-data')) throw invalid('Send the files as multipart/form-data.', 'missing')
  const { maxFileBytes, maxArchiveBytes, maxFiles } = config.upload
  const limits = { ...defaultArchiveLimits, maxEntryBytes: maxFileBytes, maxTotalBytes: maxArchiveBytes * 2 }
  const stored: StoredFile[] = []
  let received = 0
  let last: Promise<unknown> = Promise.resolve()
  const storage: multer.StorageEngine = {
    _handleFile(_request, file, done) {
      received += 1
      const upload = { name: file.originalname, body: file.stream, label }
      // One at a time: a file that waits is not read, so many files take no more memory than one.
      const write = last.then(() => storeUpload(db, upload, { limits, keep: (kept) => stored.push(kept) }))
      write.then(() => done(null, {}), done)
      last = write.catch(() => file.stream.resume())
    },
    // Whatever was stored is discarded together below.
    _removeFile: (_request, _file, done) => done(null),
  }
  const upload = multer({
    storage,
    preservePath: true,
    defParamCharset: 'utf8',
    limits: {
      fileSize: Math.max(maxFileBytes, maxArchiveBytes),
      files: maxFiles,
      fields: 20,
      fieldSize: 4096,
    },
  }).array(FIELD)

  try {
    await new Promise<void>((resolve, reject) => {
      // A request that broke off may never reach multer's callback.
      request.once(
        'close',
        () => request.complete || reject(new AppError('invalid-request', 'The upload broke off.')),
      )
      upload(request, request.res as never, (error: unknown) =>
        error ? reject(toRequestError(error)) : resolve(),
      )
    })
    if (received === 0) throw invalid('No file was sent in this field.', 'missing')
    await addFiles(db, datasetId, stored)
  } catch (error) {
    await last
    await discardBlobs(
      db.knex,
      stored.map(({ blob }) => blob),
    )
    throw error
  }
}
