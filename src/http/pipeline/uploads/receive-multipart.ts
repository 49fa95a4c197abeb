import type { Writable } from 'node:stream'
import type { Request } from 'express'
import multer from 'multer'
import { AppError, codeOf, isDatabaseAway } from '../../../errors.ts'
import { InvalidRequest } from '../invalid-request.ts'
import { countParts } from './count-parts.ts'
import { mendOnTheWay } from './mend-dispositions.ts'

interface MultipartOptions {
  /** The one field that takes files. */
  field: string
  maxFiles: number
  maxFileBytes: number
}

const tooLarge: Record<string, string> = {
  LIMIT_FILE_SIZE: 'A file is larger than is taken.',
  LIMIT_FILE_COUNT: 'There are more files than one request may have.',
}

/**
 * Reads a multipart request, handing each file to `store` as a stream, one after the other: a file that waits is not
 * read, so many files take no more memory than one. Resolves when all are stored.
 * @throws InvalidRequest, AppError `too-large`, or what `store` threw; every `store` has settled by then.
 */
export const receiveMultipart = async (
  request: Request,
  { field, maxFiles, maxFileBytes }: MultipartOptions,
  store: (file: Express.Multer.File) => Promise<void>,
): Promise<void> => {
  const invalid = (msg: string, type: string, more = {}) =>
    new InvalidRequest([{ loc: ['body', field], msg, type }], null, more)
  const toRequestError = (error: unknown) => {
    if (error instanceof multer.MulterError) {
      const words = tooLarge[error.code]
      if (words)
        return new AppError('too-large', words, { hint: 'Send smaller or fewer files, in several requests.' })
      return invalid(error.message, 'value_error')
    }
    // What busboy says of a body that is no multipart at all has neither a class nor a code of its own.
    const isPlain = error instanceof Error && error.constructor === Error && codeOf(error) === undefined
    return isPlain && !isDatabaseAway(error) ? invalid(error.message, 'value_error') : error
  }

  if (!request.is('multipart/form-data')) throw invalid('Send the files as multipart/form-data.', 'missing')
  let received = 0
  let last: Promise<unknown> = Promise.resolve()
  /** Why a file could not be stored: what multer reports may be no more than the end of its stream. */
  let failure: unknown
  const storage: multer.StorageEngine = {
    _handleFile(_request, file, done) {
      received += 1
      const stored = last.then(() => store(file))
      stored.then(() => done(null, {}), done)
      last = stored.catch((error: unknown) => {
        failure ??= error
        file.stream.resume()
      })
    },
    // The caller discards what was stored.
    _removeFile: (_request, _file, done) => done(null),
  }
  let countLost = () => 0
  const limits = { fileSize: maxFileBytes, files: maxFiles, fields: 20, fieldSize: 4096 }
  const options = {
    storage,
    preservePath: true,
    defParamCharset: 'latin1',
    limits,
    // Not in the types of multer yet.
    streamHandler(source: Request, parser: Writable) {
      const { heads } = mendOnTheWay(parser, source.headers['content-type'] ?? '')
      const { read, nameless } = countParts(parser, field)
      countLost = () => heads() - read() + nameless()
      source.pipe(parser)
    },
  }
  const upload = multer(options).array(field)
  try {
    await new Promise<void>((resolve, reject) => {
      // A request that broke off, perhaps before this, may never reach multer's callback.
      const end = () => request.complete || reject(new AppError('invalid-request', 'The upload broke off.'))
      if (request.closed) end()
      request.once('close', end)
      upload(request, request.res as never, (error: unknown) => (error ? reject(error) : resolve()))
    })
  } catch (error) {
    await last
    throw toRequestError(error instanceof multer.MulterError ? error : (failure ?? error))
  }
  const lost = countLost()
  if (lost > 0) {
    const hint = `Give each part the header Content-Disposition: form-data; name="${field}"; filename="cat/1.png".`
    throw invalid(
      `${lost} of the parts that were sent cannot be read as a file with a name.`,
      'value_error',
      { hint },
    )
  }
  if (received === 0) throw invalid('No file was sent in this field.', 'missing')
}
