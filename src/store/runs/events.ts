import type { Knex } from 'knex'
import { z } from 'zod'
import { runEvent, runStates } from '../../contract/run.ts'
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

const pageRow = z.object({ state: z.enum(runStates), last_seq: z.int(), event: runEvent.nullable() })

/**
 * Events with numbers above `from`, up to `to`, in order, with the run's state and the number of its last event at the
 * same moment. Null when there is no such run.
 */
export const readEventPage = async (db: Knex, runId: string, from: number, to: number) => {
  const { rows } = await db.raw(
    `select r.state, r.last_seq,
            case when e.seq is not null then
              jsonb_build_object('seq', e.seq, 'at', ${isoTime('e.at')}, 'type', e.type, 'data', e.data) end as event
     from runs r left join run_events e on e.run_id = r.id and e.seq > :from and e.seq <= :to
     where r.id = :runId order by e.seq`,
    { runId, from, to },
  )
  const found = readRows(pageRow, rows)
  const [first] = found
  if (!first) return null
  return { state: first.state, lastSeq: first.last_seq, events: found.flatMap(({ event }) => event ?? []) }
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
