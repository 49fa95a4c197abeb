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
