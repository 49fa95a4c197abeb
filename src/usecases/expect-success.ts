import type { RunView } from '../contract/run.ts'
import { AppError, type ErrorCode } from '../errors.ts'

const codes: Partial<Record<NonNullable<RunView['reason']>, ErrorCode>> = {
  cancelled: 'run-cancelled',
  'bad-input': 'bad-input',
}

/** @throws AppError with the reason of a run that did not succeed. */
export const expectSuccess = (run: RunView): void => {
  if (run.state === 'succeeded') return
  const code = (run.reason && codes[run.reason]) ?? 'run-failed'
  throw new AppError(code, run.detail ?? `The run ended as ${run.state}.`, {
    hint: run.hint ?? `GET /runs/${run.id}/events tells what happened.`,
    runId: run.id,
  })
}
