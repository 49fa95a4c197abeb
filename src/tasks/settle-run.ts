import type { Database } from '../db/create-database.ts'
import type { Outcome } from '../runner/outcome.ts'
import { markProblems } from '../store/datasets/mark-problems.ts'
import type { ClaimedRun } from '../store/runs/claim-run.ts'
import { finishRun } from '../store/runs/finish-run.ts'
import { insertArtifacts, type NewArtifact } from '../store/runs/insert-artifacts.ts'
import type { Tasks } from './task.ts'

/** Thrown out of the transaction when another attempt has the run, so that nothing of this one stays. */
class ClaimLost extends Error {
  override readonly name = 'ClaimLost'
}

const toReport = ({ result, peakMemoryBytes, exitCode, oomKilled, startedAt, finishedAt }: Outcome) => ({
  ...result?.report,
  ...(result?.error ? { error: result.error } : {}),
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
    await db.knex.transaction(async (trx) => {
      const ending = {
        state,
        reason,
        detail: result?.error?.message ?? (outcome.detail || null),
        hint: result?.error?.hint ?? (outcome.hint || null),
        report: toReport(outcome),
        runtime: runtime || null,
        imageId: imageId || null,
      }
      if (!(await finishRun(trx, run.id, run.claim, ending))) throw new ClaimLost()
      if (result && run.dataset_id !== null) await markProblems(trx, run.dataset_id, result.problems)
      if (state !== 'succeeded' || !result) return
      await insertArtifacts(trx, run.id, artifacts)
      await tasks[run.kind].publish(trx, run, result)
    })
    return true
  } catch (error) {
    if (error instanceof ClaimLost) return false
    throw error
  }
}
