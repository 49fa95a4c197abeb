/**
 * Every error that reaches a caller: its HTTP status and what the code means. The README's table is checked
 * against this one.
 */
export const errorCodes = {
  'invalid-request': { status: 422, means: 'A field is missing or makes no sense; `loc` names it.' },
  'not-found': { status: 404, means: 'No such thing under this id.' },
  'unknown-id': { status: 400, means: 'Deleting something that is not there.' },
  'list-too-long': { status: 400, means: 'A list is too long for one answer; its pages are not.' },
  'not-allowed': { status: 405, means: 'The path exists, but not for this method.' },
  conflict: { status: 409, means: 'The state of the thing, or an earlier request, rules this out.' },
  'too-large': { status: 413, means: 'A body, file or archive exceeds a limit.' },
  'too-busy': { status: 503, means: 'A limit of concurrent work is reached; retry later.' },
  unavailable: { status: 503, means: 'The database or the container engine does not answer; retry later.' },
  'storage-full': { status: 507, means: 'The database has no room left; an operator must make some.' },
  'run-failed': { status: 500, means: 'The run ended without a result; `reason` and `hint` say why.' },
  'run-cancelled': { status: 409, means: 'The run was cancelled before it finished.' },
  'below-the-bar': {
    status: 409,
    means: 'What was made is below what the request requires; it is kept under the ids of the run.',
  },
  'bad-input': { status: 422, means: 'The container found the pictures or parameters at fault.' },
  'bridge-failed': { status: 502, means: 'The bridge could not be reached or answered nonsense.' },
  'bridge-timeout': { status: 504, means: 'The bridge did not answer in time.' },
  unauthorized: { status: 401, means: 'The token is missing, unknown, expired or revoked.' },
  forbidden: {
    status: 403,
    means:
      'The token lacks the scope, the thing is somebody else’s, or the request comes from a foreign page.',
  },
  'rate-limited': { status: 429, means: 'Too many requests; retry after the given time.' },
  internal: { status: 500, means: 'A defect of the relay; the log has the details under the request id.' },
} as const satisfies Record<string, { status: number; means: string }>
export type ErrorCode = keyof typeof errorCodes

/** Path of the field at fault, as in `["body", "epochs"]`. */
export type Loc = (string | number)[]

interface AppErrorOptions {
  hint?: string
  /** The field at fault; an error with one is answered in the list shape of a 422. */
  loc?: Loc
  runId?: string
  /** Seconds after which a retry makes sense. */
  retryAfter?: number
  /** Further headers of the answer. */
  headers?: Record<string, string>
  /** Overrides the status of the code, for what a bridge answered. */
  status?: number
  cause?: unknown
}

/** An error whose words are meant for the caller. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly status: number
  readonly hint: string | undefined
  readonly loc: Loc | undefined
  readonly runId: string | undefined
  readonly headers: Record<string, string>

  constructor(code: ErrorCode, detail: string, options: AppErrorOptions = {}) {
    super(detail, { cause: options.cause })
    this.code = code
    this.status = options.status ?? errorCodes[code].status
    this.hint = options.hint
    this.loc = options.loc
    this.runId = options.runId
    const { retryAfter } = options
    this.headers = {
      ...options.headers,
      ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
    }
  }
}

/**
 * An error whose words are meant for whoever runs the relay: in one sentence what keeps it from its work and the remedy.
 * It is shown without its stack.
 */
export class SetupError extends Error {
  override readonly name = 'SetupError'
}

/** What was thrown, as an Error. */
export const toError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown })

/** Name of the constraint that a Postgres error is about; undefined where there is none. */
export const constraintOf = (thrown: unknown): string | undefined => {
  if (typeof thrown !== 'object' || thrown === null || !('constraint' in thrown)) return undefined
  return typeof thrown.constraint === 'string' ? thrown.constraint : undefined
}

/** SQLSTATE of a Postgres error, or the `code` of a Node error; undefined where there is none. */
export const codeOf = (thrown: unknown): string | undefined => {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined
  return typeof thrown.code === 'string' ? thrown.code : undefined
}

/**
 * SQLSTATE classes 08 and 57P, no connection left, a deadlock or what could not be serialised, a limit of time, and what Node says of a connection that
 * is refused or cut.
 */
const AWAY = /^(08|57P|3D000|53300|40001|40P01|57014|25P0[34]|55P03|ECONN|EPIPE|ETIMEDOUT)/
/** The same where pg gives neither a class nor a code: a connection cut in the middle, and none to be had. */
const CUT = /Connection terminated|not queryable|timeout exceeded when trying to connect|^timeout expired$/

/** Whether an error, or what caused it, says that the database was away or had no time: the same again may do. */
export const isDatabaseAway = (thrown: unknown): boolean => {
  if (!(thrown instanceof Error)) return false
  const code = codeOf(thrown) ?? ''
  if (AWAY.test(code) || thrown.name === 'KnexTimeoutError') return true
  return (code === '' && CUT.test(thrown.message)) || isDatabaseAway(thrown.cause)
}
