import type { Knex } from 'knex'
import { z } from 'zod'
import { readRow } from '../rows.ts'

/** How many items of a run's attempt are stored, per stream of its container. */
export const countOutput = async (db: Knex, runId: string) => {
  const { rows } = await db.raw(
    `with own as (
       select * from run_events where run_id = :runId and seq > (
         select coalesce(max(seq), 0) from run_events
         where run_id = :runId and type = 'state' and data ->> 'state' = 'queued')
     )
     select count(*) filter (where type <> 'state' and coalesce(data ->> 'stream', 'stdout') = 'stdout') as stdout,
            count(*) filter (where data ->> 'stream' = 'stderr') as stderr
     from own`,
    { runId },
  )
  return readRow(z.object({ stdout: z.int(), stderr: z.int() }), rows)
}
