import type { Knex } from 'knex'
import { z } from 'zod'
import { jobKinds } from '../../contract/job.ts'
import { findRow } from '../rows.ts'
import { runRequest } from './insert-run.ts'

const row = z.object({
  id: z.uuid(),
  kind: z.enum(jobKinds),
  claim: z.uuid(),
  attempts: z.int(),
  /** Attempts after which the run went back to the queue, because the engine failed or lost it. */
  losses: z.int(),
  dataset_id: z.int().nullable(),
  model_id: z.int().nullable(),
  request: runRequest,
})
export type ClaimedRun = z.infer<typeof row>

/**
 * Takes a run for one attempt; null when it has ended already. The new claim takes the run away from whoever
 * had it: everything an attempt writes names its claim.
 */
export const claimRun = async (db: Knex, id: string, worker: string): Promise<ClaimedRun | null> => {
  const { rows } = await db.raw(
    `with claimed as (
       update runs set state = 'running', claim = gen_random_uuid(), attempts = attempts + 1, worker = :worker,
                       started_at = coalesce(started_at, now()), last_seq = last_seq + 1
       where id = :id and state in ('queued', 'running') returning *
     ), event as (
       insert into run_events (run_id, seq, type, data)
       select c.id, c.last_seq, 'state',
              jsonb_build_object('state', 'running', 'attempt', c.attempts)
       from claimed c
     )
     select id, kind, claim, attempts, dataset_id, model_id, request,
            (select count(*) from run_events e where e.run_id = claimed.id and e.seq > 1 and e.type = 'state'
               and e.data ->> 'state' = 'queued') as losses
     from claimed`,
    { id, worker },
  )
  return findRow(row, rows)
}
