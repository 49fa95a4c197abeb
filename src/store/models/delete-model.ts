import type { Knex } from 'knex'
import { z } from 'zod'
import { readRow, readRows } from '../rows.ts'

/** Unfinished runs that need a model. The row is locked, so that no new one gets in between. */
export const countModelUsers = async (trx: Knex, id: number): Promise<number> => {
  await trx.raw('select 1 from models where id = ? for update', [id])
  const { rows } = await trx.raw(
    "select count(*) as runs from runs where model_id = ? and state in ('queued', 'running')",
    [id],
  )
  return readRow(z.object({ runs: z.int() }), rows).runs
}

/** Removes a model, its versions, its compiled forms and the runs that made them. False when there was none. */
export const deleteModel = async (trx: Knex, id: number): Promise<boolean> => {
  const { rows } = await trx.raw(
    `select run_id from model_versions where model_id = :id
     union select run_id from compiled_models where model_id = :id`,
    { id },
  )
  const runs = readRows(z.object({ run_id: z.uuid() }), rows).map(({ run_id }) => run_id)
  const { rowCount } = await trx.raw('delete from models where id = ?', [id])
  await trx.raw('delete from runs where id = any(?)', [runs])
  return rowCount > 0
}
