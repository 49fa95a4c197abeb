import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow, readRows } from '../rows.ts'
import { isoTime } from '../sql.ts'
import { fileProblem } from './describe-dataset.ts'

/** A file of a dataset. */
export const datasetFile = z
  .object({
    id: z.int(),
    path: z.string(),
    label: z.string().nullable(),
    bytes: z.int(),
    media_type: z.string().nullable(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    problem: fileProblem.nullable(),
    sha256: z.string().describe('Hex.'),
    created: z.string(),
  })
  .meta({ id: 'DatasetFile' })

const storedFile = datasetFile.extend({ blob_id: z.uuid() })

const select = `select f.id, f.path, f.label, f.bytes, f.media_type, f.width, f.height, f.problem,
  encode(b.sha256, 'hex') as sha256, ${isoTime('f.created_at')} as created, f.blob_id
  from dataset_files f join blobs b on b.id = f.blob_id`

export interface FilePage {
  /** Only files with this label; null for the unlabelled. */
  label?: string | null | undefined
  /** Only files with a problem, or only those without. */
  problem?: boolean | undefined
  /** Files after this id. */
  after: number
  limit: number
}

export const listFiles = async (db: Knex, datasetId: number, { label, problem, after, limit }: FilePage) => {
  const { rows } = await db.raw(
    `${select} where f.dataset_id = :datasetId and f.id > :after
       and (not :byLabel::boolean or f.label is not distinct from :label)
       and (:problem::boolean is null or (f.problem is not null) = :problem)
     order by f.id limit :limit`,
    { datasetId, after, limit, byLabel: label !== undefined, label: label ?? null, problem: problem ?? null },
  )
  return readRows(datasetFile, rows)
}

export const findFile = async (db: Knex, datasetId: number, fileId: number) => {
  const { rows } = await db.raw(`${select} where f.dataset_id = ? and f.id = ?`, [datasetId, fileId])
  return findRow(storedFile, rows)
}
