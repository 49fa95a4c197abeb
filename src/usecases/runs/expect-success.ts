import { z } from 'zod'
import { jobError } from '../../contract/job.ts'
import type { RunView } from '../../contract/run.ts'
import { AppError, type ErrorCode } from '../../errors.ts'

const codes: Partial<Record<NonNullable<RunView['reason']>, ErrorCode>> = {
  cancelled: 'run-cancelled',
  'bad-input': 'bad-input',
  'below-the-bar': 'below-the-bar',
}

/** What a container says is at fault; only the field is read here, the words stand in the run itself. */
const reportedError = z.object({ error: jobError.pick({ loc: true }) })

/** @throws AppError with the reason of a run that did not succeed, and the field at fault where it is known. */
export const expectSuccess = (run: RunView): void => {
  if (run.state === 'succeeded') return
  const code = (run.reason && codes[run.reason]) ?? 'run-failed'
  const loc = reportedError.safeParse(run.report).data?.error.loc
  throw new AppError(code, run.detail ?? `The run ended as ${run.state}.`, {
    hint: run.hint ?? `GET /runs/${run.id}/events tells what happened.`,
    runId: run.id,
    ...(loc ? { loc } : {}),
  })
}
