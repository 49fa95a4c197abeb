import type { Knex } from 'knex'
import { z } from 'zod'
import { readRows } from '../rows.ts'

const row = z.object({ label: z.string().nullable(), usable: z.int(), problems: z.int() })
export type LabelCount = z.infer<typeof row>

/** Pictures per label, sorted by label as training numbers its classes; the unlabelled come last. */
export const countLabels = async (db: Knex, datasetId: number): Promise<LabelCount[]> => {
  const { rows } = await db.raw(
    `select label, count(*) filter (where problem is null) as usable, count(*) filter (where problem is not null) as problems
     from dataset_files where dataset_id = ? group by label order by label collate "C" nulls last`,
    [datasetId],
  )
  return readRows(row, rows)
}
