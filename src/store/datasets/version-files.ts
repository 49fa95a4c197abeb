import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow, readRows } from '../rows.ts'
import { datasetFile } from './files.ts'

/** A picture as a training was given it. */
export const trainedFile = datasetFile
  .pick({ id: true, path: true, split: true, bytes: true, media_type: true, sha256: true })
  .extend({
    label: z.string(),
    in_dataset: z.boolean().describe('Whether the dataset has this file still, with these bytes.'),
  })
  .meta({ id: 'TrainedFile' })

const storedFile = trainedFile.extend({ blob_id: z.uuid() })

const select = `select f.file_id as id, f.path, f.label, f.split, f.bytes, f.media_type, encode(b.sha256, 'hex') as sha256,
    f.blob_id, exists (select 1 from dataset_files now where now.id = f.file_id and now.blob_id = f.blob_id) as in_dataset
  from dataset_version_files f join blobs b on b.id = f.blob_id`

export interface TrainedFilePage {
  label?: string | undefined
  split?: string | null | undefined
  /** Files after this id. */
  after: number
  limit: number
}

export const listTrainedFiles = async (db: Knex, versionId: number, page: TrainedFilePage) => {
  const { label, split, after, limit } = page
  const { rows } = await db.raw(
    `${select} where f.version_id = :versionId and f.file_id > :after
       and (:label::text is null or f.label = :label)
       and (not :bySplit::boolean or f.split is not distinct from :split)
     order by f.file_id limit :limit`,
    { versionId, after, limit, label: label ?? null, bySplit: split !== undefined, split: split ?? null },
  )
  return readRows(trainedFile, rows)
}

export const findTrainedFile = async (db: Knex, versionId: number, fileId: number) => {
  const { rows } = await db.raw(`${select} where f.version_id = ? and f.file_id = ?`, [versionId, fileId])
  return findRow(storedFile, rows)
}
