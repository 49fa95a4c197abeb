import type { Knex } from 'knex'
import { z } from 'zod'
import { readRow } from '../rows.ts'

/** Returns the new dataset's id. */
export const insertDataset = async (
  db: Knex,
  dataset: { name: string; description: string },
): Promise<number> => {
  const { rows } = await db.raw(
    'insert into datasets (name, description) values (:name, :description) returning id',
    dataset,
  )
  return readRow(z.object({ id: z.int() }), rows).id
}
