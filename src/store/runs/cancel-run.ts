import type { Knex } from 'knex'

/**
 * Asks for the end of a run: one that waits is cancelled at once, one that runs is marked for its worker, one
 * that has ended stays as it is.
 */
export const cancelRun = async (db: Knex, id: string): Promise<void> => {
  await db.raw(
    `with asked as (
       update runs set
         cancel_requested_at = coalesce(cancel_requested_at, now()),
         state = case state when 'queued' then 'cancelled' else state end,
         reason = case state when 'queued' then 'cancelled' else reason end,
         detail = case state when 'queued' then 'Cancelled before it started.' else detail end,
         finished_at = case state when 'queued' then now() else finished_at end,
         last_seq = last_seq + case state when 'queued' then 1 else 0 end
       where id = ? and state in ('queued', 'running') returning *
     )
     insert into run_events (run_id, seq, type, data)
     select a.id, a.last_seq, 'state',
            jsonb_build_object('state', a.state, 'reason', a.reason, 'detail', a.detail)
     from asked a where a.state = 'cancelled'`,
    [id],
  )
}
