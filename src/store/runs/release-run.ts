import type { Knex } from 'knex'

/** Puts a run back in the queue for another attempt; false when the claim was lost. */
export const releaseRun = async (db: Knex, runId: string, claim: string, why: string): Promise<boolean> => {
  const { rowCount } = await db.raw(
    `with freed as (
       update runs set state = 'queued', claim = null where id = :runId and claim = :claim and state = 'running'
       returning id
     )
     insert into run_events (run_id, seq, type, data)
     select f.id, 1 + (select coalesce(max(seq), 0) from run_events v where v.run_id = f.id), 'state',
            jsonb_build_object('state', 'queued', 'detail', :why::text)
     from freed f`,
    { runId, claim, why },
  )
  return rowCount > 0
}
