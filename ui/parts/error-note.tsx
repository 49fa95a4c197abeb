import { RelayError } from '../../src/client/relay-error.ts'

/** The field of the request at fault, which a form shows better than its name does. */
const FIELD = /^(files?|body): /

/** What happened and what to do, in words. */
const wordsOf = (error: unknown): { detail: string; hint: string | null } => {
  if (error instanceof RelayError) {
    const isForPrograms = error.hint?.includes('/docs')
    return { detail: error.message.replace(FIELD, ''), hint: isForPrograms ? null : error.hint }
  }
  if (error instanceof TypeError)
    return { detail: 'The connection to the relay was lost.', hint: 'It may come back: try again.' }
  return { detail: error instanceof Error ? error.message : String(error), hint: null }
}

interface ErrorNoteProps {
  error: unknown
  onRetry?: (() => void) | undefined
}

export const ErrorNote = ({ error, onRetry }: ErrorNoteProps) => {
  const { detail, hint } = wordsOf(error)
  return (
    <div class="note bad" role="alert">
      <p class="strong">{detail}</p>
      {hint && <p>{hint}</p>}
      {onRetry && (
        <button type="button" class="quiet" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}
