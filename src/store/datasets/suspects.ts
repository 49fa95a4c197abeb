import type { Knex } from 'knex'
import { z } from 'zod'
import { suspects } from '../../contract/report/confidence.ts'
import { samePicture } from '../../contract/report/picture-findings.ts'
import { findRow, readRows } from '../rows.ts'
import { splits } from './files.ts'

const doubts = z.object({
  model_id: z.int(),
  suspects: suspects.nullable(),
  same_pictures: z.array(samePicture).nullable(),
})

/** What the newest training of a dataset that made a model said of its labels; null where there is none. */
export const findNewestDoubts = async (db: Knex, datasetId: number) => {
  const { rows } = await db.raw(
    `select v.model_id, r.result->'suspects' as suspects, r.result->'same_pictures' as same_pictures
     from runs r join model_versions v on v.run_id = r.id
     where r.dataset_id = ? and r.kind in ('train', 'continue') and r.state = 'succeeded'
     order by r.finished_at desc, v.model_id desc limit 1`,
    [datasetId],
  )
  return findRow(doubts, rows)
}

const named = z.object({
  id: z.int(),
  path: z.string(),
  label: z.string(),
  split: z.enum(splits).nullable(),
  bytes: z.int(),
})

/** Names and labels, as they are now, of those of the files that the dataset still has with a label. */
export const nameFiles = async (db: Knex, datasetId: number, ids: number[]) => {
  const { rows } = await db.raw(
    `select id, path, label, split, bytes from dataset_files
     where dataset_id = ? and id = any(?) and label is not null`,
    [datasetId, ids],
  )
  return new Map(readRows(named, rows).map((file) => [file.id, file]))
}
