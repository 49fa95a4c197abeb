import type { Request } from 'express'
import multer from 'multer'
import { AppError } from '../errors.ts'
import { addFiles, discardFiles, type StoredFile, storeFile } from '../usecases/add-files.ts'
import { findDatasetOrFail } from '../usecases/find-dataset-or-fail.ts'
import type { AppDeps } from './create-app.ts'
import { InvalidRequest } from './invalid-request.ts'

const FIELD = 'files'

const tooLarge: Record<string, string> = {
  LIMIT_FILE_SIZE: 'A file is larger than is taken.',
  LIMIT_FILE_COUNT: 'There are more files than one request may have.',
}

const toRequestError = (error: unknown) => {
  if (!(error instanceof multer.MulterError)) return error
  const words = tooLarge[error.code]
  if (words) return new AppError('too-large', words, { hint: 'Send smaller or fewer files, in several requests.' })
  return new InvalidRequest([{ loc: ['body', FIELD], msg: error.message, type: 'value_error' }], null)
}

/**
 * Reads a multipart upload straight into the database, file by file, and makes the files part of the dataset when
 * all have arrived. What was refused or broken off leaves nothing behind.
 */
export const receiveFiles = async (deps: AppDeps, datasetId: number, label: string | undefined, request: Request) => {
  await findDatasetOrFail(deps.db.knex, datasetId)
  const stored: StoredFile[] = []
  const writing = new Set<Promise<StoredFile>>()
  const storage: multer.StorageEngine = {
    _handleFile(_request, file, done) {
      const write = storeFile(deps, file.originalname, file.stream)
      writing.add(write)
      write.then((kept) => stored.push(kept) && done(null, { size: kept.blob.bytes }), done)
    },
    // Whatever was stored is discarded together below.
    _removeFile: (_request, _file, done) => done(null),
  }
  const { maxFileBytes, maxFiles } = deps.config.upload
  const upload = multer({
    storage,
    preservePath: true,
    defParamCharset: 'utf8',
    limits: { fileSize: maxFileBytes, files: maxFiles, fields: 20, fieldSize: 4096, parts: maxFiles + 20 },
  }).array(FIELD)

  try {
    await new Promise<void>((resolve, reject) => {
      // A request that broke off may never reach multer's callback.
      request.once('close', () => request.complete || reject(new AppError('invalid-request', 'The upload broke off.')))
      upload(request, request.res as never, (error: unknown) => (error ? reject(toRequestError(error)) : resolve()))
    })
    if (stored.length === 0) {
      throw new InvalidRequest([{ loc: ['body', FIELD], msg: 'No file was sent in this field.', type: 'missing' }], null)
    }
    await addFiles(deps, datasetId, stored, label)
  } catch (error) {
    await Promise.allSettled(writing)
    await discardFiles(deps, stored)
    throw error
  }
}
