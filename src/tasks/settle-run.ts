import { z } from 'zod'
import type { JobKind } from '../contract/job.ts'
import { compileReport, predictReport, trainReport } from '../contract/report/report.ts'
import type { Database } from '../db/create-database.ts'
import { transaction } from '../db/transaction.ts'
import type { Outcome } from '../runner/outcome.ts'
import { markProblems } from '../store/datasets/files.ts'
import { insertArtifacts, type NewArtifact } from '../store/runs/artifacts.ts'
import { type ClaimedRun, endRun } from '../store/runs/lifecycle.ts'
import { isKept } from './hold-bar.ts'
import type { Tasks } from './jobs/task.ts'

/** Thrown out of the transaction when another attempt has the run, so that nothing of this one stays. */
class ClaimLost extends Error {
  override readonly name = 'ClaimLost'
}

/** Problems that the report of a failed run tells: its files are not marked. */
const MAX_REPORTED = 20

const toReport = ({ result, peakMemoryBytes, exitCode, oomKilled, startedAt, finishedAt }: Outcome) => ({
  ...result?.report,
  ...(result?.error ? { error: result.error, problems: result.problems.slice(0, MAX_REPORTED) } : {}),
  container: {
    peak_memory_bytes: peakMemoryBytes,
    exit_code: exitCode,
    oom_killed: oomKilled,
    seconds: startedAt && finishedAt ? (finishedAt.getTime() - startedAt.getTime()) / 1000 : null,
  },
})

/**
 * Ends a run with its outcome: results, artifacts and final state become visible in one transaction, or, when
 * another attempt has the run by now, not at all (false).
 */
export const settleRun = async (
  db: Database,
  tasks: Tasks,
  run: ClaimedRun,
  outcome: Outcome,
  artifacts: NewArtifact[],
): Promise<boolean> => {
  const { state, reason, result, runtime, imageId } = outcome
  try {
    await transaction(db.knex, async (trx) => {
      const ending = {
        state,
        reason,
        detail: result?.error?.message ?? (outcome.detail || null),
        hint: result?.error?.hint ?? (outcome.hint || null),
        report: toReport(outcome),
        runtime: runtime || null,
        imageId: imageId || null,
      }
      if (!(await endRun(trx, run.id, run.claim, ending))) throw new ClaimLost()
      // A run that failed proves nothing about its pictures.
      if (!isKept(outcome) || !result) return
      await markProblems(trx, run.id, result.problems)
      await insertArtifacts(trx, run.id, artifacts)
      await tasks[run.kind].publish(trx, run, result)
    })
    return true
  } catch (error) {
    if (error instanceof ClaimLost) return false
    throw error
  }
}

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
