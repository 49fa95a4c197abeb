import type { components } from './api-types.ts'

/** Code of an error that the relay did not send: there was no answer. */
const UNREACHABLE = 'unreachable'

interface Refusal {
  /** Of the answer; 0 where there was none. */
  status: number
  code: string
  /** What to do about it. */
  hint: string | null
  /** The run that it is about. */
  runId: string | null
}

/** A refusal of the relay, or that there is none to be reached. `message` says what happened. */
export class RelayError extends Error implements Refusal {
  override readonly name = 'RelayError'
  readonly status: number
  readonly code: string
  readonly hint: string | null
  readonly runId: string | null

  constructor(detail: string, { status, code, hint, runId }: Refusal, cause?: unknown) {
    super(detail, { cause })
    this.status = status
    this.code = code
    this.hint = hint
    this.runId = runId
  }
}

type Problem = components['schemas']['ValidationError']

const tellProblem = ({ loc, msg }: Problem) => {
  const [, ...field] = loc
  return field.length > 0 ? `${field.join('.')}: ${msg}` : msg
}

const isRefusal = (body: unknown): body is components['schemas']['Error'] =>
  typeof body === 'object' && body !== null && 'detail' in body

/** An answer that is none of success. `body` is what it said: JSON, text or nothing. */
export const toRelayError = (status: number, body: unknown): RelayError => {
  if (!isRefusal(body)) {
    // Not the relay but something in front of it.
    const said = typeof body === 'string' && body.trim() ? `: ${body.trim().slice(0, 200)}` : ''
    return new RelayError(`The answer has status ${status}${said}.`, {
      status,
      code: 'http',
      hint: null,
      runId: null,
    })
  }
  const { detail, code, hint, run_id } = body
  const words = typeof detail === 'string' ? detail : detail.map(tellProblem).join(' ')
  return new RelayError(words, { status, code: code ?? 'http', hint: hint ?? null, runId: run_id ?? null })
}

/** What `fetch` throws where nobody answers. */
export const toUnreachable = (url: string, cause: unknown): RelayError =>
  new RelayError(
    `Nothing answers at ${url}.`,
    { status: 0, code: UNREACHABLE, hint: 'Is the address right, and does the relay run?', runId: null },
    cause,
  )

/** Whether the same request may succeed later: nobody answered, or whoever did was busy. What a bridge said is no such thing. */
export const isPassing = (error: unknown): boolean =>
  error instanceof RelayError &&
  !error.code.startsWith('bridge-') &&
  (error.code === UNREACHABLE || [429, 502, 503, 504].includes(error.status))
