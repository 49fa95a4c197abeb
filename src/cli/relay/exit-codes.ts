import { RelayError } from '../../client/relay-error.ts'
import { UsageError } from '../command.ts'

/** What a command's exit tells a pipeline. */
export const exitCodes = {
  success: { code: 0, means: 'It is done.' },
  failed: { code: 1, means: 'The run failed or was cancelled, or the relay or a bridge failed.' },
  refused: {
    code: 2,
    means: 'The call or its input makes no sense to the relay; the words say what to change.',
  },
  below: { code: 3, means: 'The model is below what was required of it, or does not fit the board.' },
  timeout: { code: 4, means: 'It was not done within `--timeout`; the run goes on.' },
  unreachable: { code: 5, means: 'Nothing answers, or it has been too busy for too long.' },
  unauthorized: { code: 6, means: 'The token is missing, wrong, or may not do this.' },
} as const
type Exit = keyof typeof exitCodes

/** Thrown to end a command in a way of its own. `message` and `hint` are shown. */
export class Ending extends Error {
  override readonly name = 'Ending'
  readonly exit: Exit
  readonly hint: string | null
  /** The run that it is about. */
  readonly runId: string | null

  constructor(
    exit: Exit,
    message: string,
    { hint = null, runId = null }: { hint?: string | null; runId?: string | null } = {},
  ) {
    super(message)
    this.exit = exit
    this.hint = hint
    this.runId = runId
  }
}

const ofRelay = ({ status, code }: RelayError): Exit => {
  if (code === 'below-the-bar') return 'below'
  if (status === 401 || status === 403) return 'unauthorized'
  if (code.startsWith('bridge-')) return 'failed'
  if (status === 0 || [429, 502, 503, 504].includes(status)) return 'unreachable'
  return status >= 500 ? 'failed' : 'refused'
}

/** How a command ends that threw this; null where the error is none that a command knows. */
export const toExit = (error: unknown): Exit | null => {
  if (error instanceof Ending) return error.exit
  if (error instanceof RelayError) return ofRelay(error)
  return error instanceof UsageError ? 'refused' : null
}
