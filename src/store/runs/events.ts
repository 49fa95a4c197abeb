import type { Knex } from 'knex'
import { z } from 'zod'
import { type RunEvent, runEvent } from '../../contract/run.ts'
import { readRow, readRows } from '../rows.ts'
import { isoTime } from '../sql.ts'

export interface NewEvent {
  type: string
  data: object
}

/** Appends events in order. Returns false, and writes nothing, once the claim has been lost. */
export const appendEvents = async (
  db: Knex,
  runId: string,
  claim: string,
  events: NewEvent[],
): Promise<boolean> => {
  const { rowCount } = await db.raw(
    `with run as (
       update runs set last_seq = last_seq + :count where id = :runId and claim = :claim and state = 'running'
       returning id, last_seq
     )
     insert into run_events (run_id, seq, type, data)
     select run.id, run.last_seq - :count + new.n, new.event ->> 'type', new.event -> 'data'
     from run, jsonb_array_elements(:events::jsonb) with ordinality as new(event, n)`,
    { runId, claim, count: events.length, events: JSON.stringify(events) },
  )
  return rowCount > 0
}

/** Events after `seq`, in order, at most `limit`. */
export const listEvents = async (
  db: Knex,
  runId: string,
  seq: number,
  limit: number,
): Promise<RunEvent[]> => {
  const { rows } = await db.raw(
    `select seq, ${isoTime('at')} as at, type, data from run_events where run_id = ? and seq > ? order by seq limit ?`,
    [runId, seq, limit],
  )
  return readRows(runEvent, rows)
}

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
