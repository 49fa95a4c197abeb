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

const NO_SOCKET = 'ENOENT'
const NO_RIGHT = ['EACCES', 'EPERM']
const NO_CONNECTION = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']

/** Why no connection to the engine came about, with the remedy; undefined where one broke. */
const explainUnreachable = (code: string, address: string): string | undefined => {
  if (code === NO_SOCKET)
    return `There is no Docker engine at ${address}: start one (\`make setup\` does), or set DOCKER_HOST.`
  if (NO_RIGHT.includes(code))
    return `This user may not use the Docker engine at ${address}: add it to the group docker (\`sudo adduser $USER docker\`) and log in again.`
  if (NO_CONNECTION.includes(code))
    return `The Docker engine at ${address} does not answer (${code}): start it, or set DOCKER_HOST.`
  return undefined
}

/**
 * Gives an error of the Docker client a code to branch on, and words for whoever runs the relay where the engine at
 * `address` is not to be reached; EngineErrors pass through.
 */
export const toEngineError = (verb: string, error: unknown, address?: string): EngineError => {
  if (error instanceof EngineError) return error
  const { statusCode, code, message } = thrown.catch({ message: String(error) }).parse(error)
  const kind = codeOf(statusCode, code)
  const away = kind === 'unreachable' && address ? explainUnreachable(code ?? '', address) : undefined
  return new EngineError(kind, away ?? `engine ${verb}: ${message.trim()}`, { statusCode, cause: error })
}

/** What an engine call that does not answer in time is rejected with. */
export const lateEngine = (verb: string, ms: number) => (): EngineError =>
  new EngineError('deadline', `engine ${verb}: no answer within ${ms} ms`)
