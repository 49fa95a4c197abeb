import type { Knex } from 'knex'

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
