import type { Knex } from 'knex'
import type { RunReason } from '../../contract/run.ts'

export interface RunEnding {
  state: 'succeeded' | 'failed' | 'cancelled'
  /** null exactly when it succeeded. */
  reason: RunReason | null
  detail: string | null
  hint: string | null
  /** What the container measured. */
  report: object | null
  runtime: string | null
  imageId: string | null
}

/**
 * Ends a run, once: false, and no change, when the claim was lost or the run has ended. Call it in the
 * transaction that makes the results visible, and roll that back on false.
 */
export const finishRun = async (
  trx: Knex,
  runId: string,
  claim: string,
  ending: RunEnding,
): Promise<boolean> => {
  const { rowCount } = await trx.raw(
    `with ended as (
       update runs set state = :state, reason = :reason, detail = :detail, hint = :hint, result = :report,
                       runtime = :runtime, image_id = :imageId, finished_at = now(), last_seq = last_seq + 1
       where id = :runId and claim = :claim and state = 'running' returning *
     )
     insert into run_events (run_id, seq, type, data)
     select e.id, e.last_seq, 'state',
            jsonb_build_object('state', e.state, 'reason', e.reason, 'detail', e.detail, 'hint', e.hint)
     from ended e`,
    { runId, claim, ...ending, report: ending.report ? JSON.stringify(ending.report) : null },
  )
  return rowCount > 0
}
