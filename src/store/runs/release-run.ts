import type { Knex } from 'knex'

/**
 * Puts a run back in the queue for another attempt; one whose end was asked for ends instead. False when the claim
 * was lost.
 */
export const releaseRun = async (db: Knex, runId: string, claim: string, why: string): Promise<boolean> => {
  const { rowCount } = await db.raw(
    `with freed as (
       update runs set claim = null, last_seq = last_seq + 1,
         state = case when cancel_requested_at is null then 'queued' else 'cancelled' end,
         reason = case when cancel_requested_at is null then null else 'cancelled' end,
         detail = case when cancel_requested_at is null then null else 'Cancelled between two attempts.' end,
         finished_at = case when cancel_requested_at is null then null else now() end
       where id = :runId and claim = :claim and state = 'running' returning *
     )
     insert into run_events (run_id, seq, type, data)
     select f.id, f.last_seq, 'state',
            jsonb_build_object('state', f.state, 'reason', f.reason, 'detail', coalesce(f.detail, :why::text))
     from freed f`,
    { runId, claim, why },
  )
  return rowCount > 0
}
