import type { Knex } from 'knex'

/** Whether a container of a run is still of use: the run has not ended. */
export const isUnfinished = async (db: Knex, runId: string): Promise<boolean> => {
  const { rows } = await db.raw("select 1 from runs where id = ? and state in ('queued', 'running')", [runId])
  return rows.length > 0
}
