import { z } from 'zod'

export type EngineErrorCode =
  /** No answer: socket missing, refused, reset. */
  | 'unreachable'
  /** The call did not answer within its deadline. */
  | 'deadline'
  | 'not-found'
  | 'conflict'
  | 'runtime-unavailable'
  | 'image-missing'
  | 'image-misconfigured'
  /** Any other refusal by the engine, or an answer that cannot be understood. */
  | 'engine'

type Details = { statusCode?: number | undefined; cause?: unknown }

/** A call to the container engine failed. Branch on `code`, never on the message. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly code: EngineErrorCode
  readonly statusCode: number | undefined

  constructor(code: EngineErrorCode, message: string, { statusCode, cause }: Details = {}) {
    super(message, { cause })
    this.code = code
    this.statusCode = statusCode
  }
}

export const hasEngineCode = (error: unknown, ...codes: EngineErrorCode[]): boolean =>
  error instanceof EngineError && codes.includes(error.code)

const HTTP_NOT_FOUND = 404
const HTTP_CONFLICT = 409

/** What docker-modem and Node put on the errors they throw. */
const thrown = z.object({
  statusCode: z.number().optional(),
  code: z.string().optional(),
  message: z.string().default('unknown error'),
})

const codeOf = (statusCode: number | undefined, systemCode: string | undefined): EngineErrorCode => {
  if (statusCode === HTTP_NOT_FOUND) return 'not-found'
  if (statusCode === HTTP_CONFLICT) return 'conflict'
  if (statusCode === undefined && systemCode !== undefined) return 'unreachable'
  return 'engine'
}

/** Gives an error of the Docker client a code to branch on; EngineErrors pass through. */
export const toEngineError = (verb: string, error: unknown): EngineError => {
  if (error instanceof EngineError) return error
  const { statusCode, code, message } = thrown.catch({ message: String(error) }).parse(error)
  return new EngineError(codeOf(statusCode, code), `engine ${verb}: ${message.trim()}`, {
    statusCode,
    cause: error,
  })
}

/** What an engine call that does not answer in time is rejected with. */
export const lateEngine = (verb: string, ms: number) => (): EngineError =>
  new EngineError('deadline', `engine ${verb}: no answer within ${ms} ms`)
