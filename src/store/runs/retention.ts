import type { Knex } from 'knex'

/** Runs removed by one statement, so that a large backlog holds no long locks. */
const BATCH = 500

/**
 * Removes runs that ended more than `days` ago and left nothing that anybody uses: failed, cancelled and predicting
 * ones. Their events and files go with them. Returns how many.
 */
export const forgetRuns = async (db: Knex, days: number): Promise<number> => {
  const { rowCount } = await db.raw(
    `delete from runs where id in (
       select id from runs r
       where finished_at < now() - :days * interval '1 day' and (state <> 'succeeded' or kind = 'predict')
         and not exists (select 1 from model_versions v where v.run_id = r.id)
         and not exists (select 1 from compiled_models c where c.run_id = r.id)
       limit :batch)`,
    { days, batch: BATCH },
  )
  return rowCount
}
