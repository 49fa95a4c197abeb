import type { Knex } from 'knex'
import { z } from 'zod'
import { readRow } from '../rows.ts'

/** Rows removed by one statement, so that a large backlog holds no long locks. */
const BATCH = 500

/** Days after which something is forgotten; null keeps it as long as what it belongs to. */
export interface RetentionDays {
  runs: number
  events: number | null
  artifacts: number | null
}

/** SQL: run `r` has ended more than `:days` ago. */
const HAS_AGED = "r.finished_at < now() - :days * interval '1 day'"

/** Failed, cancelled and predicting runs that left nothing that anybody uses. */
const runs = `from runs r
  where ${HAS_AGED} and (r.state <> 'succeeded' or r.kind = 'predict')
    and not exists (select 1 from model_versions v where v.run_id = r.id)
    and not exists (select 1 from compiled_models c where c.run_id = r.id)`

/** What a run said on its way; its states and warnings stay. */
const events = `from runs r join run_events e on e.run_id = r.id
  where ${HAS_AGED} and e.type not in ('state', 'warning')`

/**
 * Files of trainings that are no model's current version: one that was refused, or that a later one replaced. A version that
 * was compiled, and all of a model that a run works on, is in use.
 */
const artifacts = `from runs r join artifacts a on a.run_id = r.id join model_versions v on v.run_id = r.id
  where ${HAS_AGED}
    and (v.refused is not null or exists (
      select 1 from model_versions n where n.model_id = v.model_id and n.version > v.version and n.refused is null))
    and not exists (select 1 from compiled_models c where c.model_id = v.model_id and c.model_version = v.version)
    and not exists (select 1 from runs u where u.state in ('queued', 'running')
      and (u.model_id = v.model_id or (u.request -> 'initial' ->> 'model_id')::int = v.model_id))`

const remove = async (db: Knex, statement: string, days: number | null): Promise<number> => {
  if (days === null) return 0
  const { rowCount } = await db.raw(statement, { days, batch: BATCH })
  return rowCount
}

/** Removes one batch of runs that nobody needs, with their events and files. Returns how many. */
export const forgetRuns = (db: Knex, days: number): Promise<number> =>
  remove(db, `delete from runs where id in (select r.id ${runs} limit :batch)`, days)

/** Removes one batch of what may be forgotten apart from its run. Returns how many events and files. */
const forgetParts = async (db: Knex, days: RetentionDays) => ({
  events: await remove(
    db,
    `delete from run_events where (run_id, seq) in (select e.run_id, e.seq ${events} limit :batch)`,
    days.events,
  ),
  artifacts: await remove(
    db,
    `delete from artifacts where (run_id, name) in (select a.run_id, a.name ${artifacts} limit :batch)`,
    days.artifacts,
  ),
})

const count = async (db: Knex, statement: string, days: number | null): Promise<number> => {
  if (days === null) return 0
  const { rows } = await db.raw(`select count(*) as n ${statement}`, { days })
  return readRow(z.object({ n: z.int() }), rows).n
}

/** How many rows of each kind may be forgotten now. */
export const countForgettable = async (db: Knex, days: RetentionDays) => ({
  runs: await count(db, runs, days.runs),
  events: await count(db, events, days.events),
  artifacts: await count(db, artifacts, days.artifacts),
})

/** Removes all that may be forgotten, batch by batch, and answers how much that was. */
export const forgetAll = async (db: Knex, days: RetentionDays) => {
  const sum = { runs: 0, events: 0, artifacts: 0 }
  for (;;) {
    const gone = { runs: await forgetRuns(db, days.runs), ...(await forgetParts(db, days)) }
    sum.runs += gone.runs
    sum.events += gone.events
    sum.artifacts += gone.artifacts
    if (gone.runs + gone.events + gone.artifacts === 0) return sum
  }
}
