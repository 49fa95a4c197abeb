import type { Response } from 'express'
import { AppError, codeOf, type ErrorCode, errorCodes, type Loc, toError } from '../../errors.ts'
import type { Logger } from '../../logger.ts'
import { InvalidRequest } from './invalid-request.ts'
import { sendJson } from './send-json.ts'

const RETRY_SECONDS = 5
/** SQLSTATE classes 08 and 57P, no such database, no connection left, and what Node says of a refused one: the database is away. */
const AWAY = /^(08|57P|3D000|53300|40P01|ECONN|EPIPE|ETIMEDOUT)/
/** The same where pg gives neither a class nor a code: a connection cut in the middle, and none to be had. */
const CUT = /Connection terminated|not queryable|timeout exceeded when trying to connect/
/** SQLSTATE class 53: no disk, memory or connection left. */
const FULL = '53100'

const toAppError = (error: Error): AppError => {
  if (error instanceof AppError) return error
  const code = codeOf(error) ?? ''
  if (code === FULL)
    return new AppError('storage-full', 'The database has no room left.', {
      hint: 'Ask an operator to make room.',
    })
  const isCut = code === '' && CUT.test(error.message)
  if (AWAY.test(code) || isCut || error.name === 'KnexTimeoutError') {
    return new AppError('unavailable', 'The database does not answer.', {
      hint: 'Try again soon.',
      retryAfter: RETRY_SECONDS,
    })
  }
  if ('type' in error && error.type === 'entity.too.large') {
    return new AppError('too-large', 'The request’s body is too large.', { hint: 'Send less at once.' })
  }
  if ('status' in error && error.status === 400)
    return new AppError('invalid-request', error.message, { status: 400 })
  return new AppError('internal', 'The relay failed at this request.', {
    hint: 'Report it with the request id.',
  })
}

const defaultHint: Partial<Record<ErrorCode, string>> = {
  'not-found': 'List what exists with the collection’s GET.',
}

interface AnswerOptions {
  requestId: string
  /** See Endpoint. */
  errorLoc: Loc | undefined
  logger: Logger
}

/** Turns whatever was thrown into the one shape of errors: `{detail, code, hint, run_id?}`. Never a stack. */
export const answerError = (
  response: Response,
  thrown: unknown,
  { requestId, errorLoc, logger }: AnswerOptions,
) => {
  const error = toError(thrown)
  if (error instanceof InvalidRequest) {
    const hint = 'Mend the fields that `detail` names; /docs describes them.'
    sendJson(response, 422, { detail: error.issues, body: error.body, code: 'invalid-request', hint })
    return
  }
  const known = toAppError(error)
  if (known.status >= 500) logger.error(known.message, { request_id: requestId, code: known.code, error })
  if (response.headersSent) {
    response.destroy()
    return
  }
  // A 422 is always a list: generated clients refuse any other shape of it.
  const isList = known.status === 422 || errorLoc !== undefined
  const loc = isList ? (known.loc ?? errorLoc ?? ['body']) : undefined
  const detail = loc ? [{ loc, msg: known.message, type: known.code }] : known.message
  const body = {
    detail,
    ...(loc && known.status === 422 ? { body: null } : {}),
    code: known.code,
    hint: known.hint ?? defaultHint[known.code] ?? errorCodes[known.code].means,
    ...(known.runId ? { run_id: known.runId } : {}),
    ...(known.status >= 500 ? { request_id: requestId } : {}),
  }
  sendJson(response, known.status, body, known.retryAfter ? { 'Retry-After': String(known.retryAfter) } : {})
}
