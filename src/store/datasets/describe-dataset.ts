import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow } from '../rows.ts'
import { datasetColumns, datasetRow } from './dataset-row.ts'

export const fileProblem = z
  .object({ code: z.string(), message: z.string(), hint: z.string() })
  .meta({ id: 'FileProblem' })

/** A dataset with what is in it. */
export const datasetDetails = datasetRow
  .extend({
    files: z.int(),
    bytes: z.int(),
    classes: z.record(z.string(), z.int()).describe('Usable pictures per label.'),
    unlabelled: z.int().describe('Pictures without a label: they take no part in training.'),
    problems: z.int().describe('Files that are kept out of training; the list of files says why.'),
  })
  .meta({ id: 'DatasetDetails' })

export const describeDataset = async (db: Knex, id: number) => {
  const { rows } = await db.raw(
    `select ${datasetColumns('s.bytes')}, s.*,
       coalesce((select jsonb_object_agg(label, n) from (
         select label, count(*) as n from dataset_files
         where dataset_id = d.id and label is not null and problem is null group by label) c), '{}') as classes
     from datasets d cross join lateral (
       select count(*) as files, coalesce(sum(bytes), 0)::bigint as bytes,
              count(*) filter (where label is null) as unlabelled,
              count(*) filter (where problem is not null) as problems
       from dataset_files where dataset_id = d.id) s
     where d.id = ?`,
    [id],
  )
  return findRow(datasetDetails, rows)
}
