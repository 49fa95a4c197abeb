import { z } from 'zod'
import type { JobKind } from '../contract/job.ts'
import { compileReport, predictReport, trainReport } from '../contract/report.ts'
import type { Outcome } from '../runner/outcome.ts'

const reports = {
  train: trainReport,
  continue: trainReport,
  compile: compileReport,
  predict: predictReport,
} satisfies Record<JobKind, z.ZodType>

/** A success whose report is not what its kind promises is none: the reason becomes `bad-output`. */
export const checkReport = (kind: JobKind, outcome: Outcome): Outcome => {
  if (outcome.state !== 'succeeded' || !outcome.result) return outcome
  const checked = reports[kind].safeParse(outcome.result.report)
  if (checked.success) return outcome
  return {
    ...outcome,
    state: 'failed',
    reason: 'bad-output',
    detail: `The container’s report is not what a ${kind} promises: ${z.prettifyError(checked.error)}`,
    hint: 'Use the TensorFlow image that belongs to this version of the relay.',
  }
}
