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
    `with run as (select id from runs where id = :runId and claim = :claim and state = 'running' for no key update)
     insert into run_events (run_id, seq, type, data)
     select run.id, new.n + (select coalesce(max(seq), 0) from run_events e where e.run_id = run.id),
            new.event ->> 'type', new.event -> 'data'
     from run, jsonb_array_elements(:events::jsonb) with ordinality as new(event, n)`,
    { runId, claim, events: JSON.stringify(events) },
  )
  return rowCount > 0
}
