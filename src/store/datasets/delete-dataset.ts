import type { Knex } from 'knex'
import { z } from 'zod'
import { readRow } from '../rows.ts'

/** Unfinished runs and models that came from a dataset. The row is locked, so that no new run gets in between. */
export const countUsers = async (trx: Knex, id: number) => {
  await trx.raw('select 1 from datasets where id = ? for update', [id])
  const { rows } = await trx.raw(
    `select (select count(*) from models where dataset_id = :id) as models,
            (select count(*) from runs where dataset_id = :id and state in ('queued', 'running')) as runs`,
    { id },
  )
  return readRow(z.object({ models: z.int(), runs: z.int() }), rows)
}

/** False when there was none. */
export const deleteDataset = async (trx: Knex, id: number): Promise<boolean> => {
  const { rowCount } = await trx.raw('delete from datasets where id = ?', [id])
  return rowCount > 0
}
