import type { Knex } from 'knex'
import { z } from 'zod'
import { time } from '../../contract/scalars.ts'
import { findRow, readRows } from '../rows.ts'
import { isoTime } from '../sql.ts'
import { fileProblem } from './datasets.ts'

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
    created: time,
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

export interface NewDatasetFile {
  /** Name within the dataset, with its folder. */
  path: string
  label: string | null
  blobId: string
  bytes: number
  mediaType: string | null
  width: number | null
  height: number | null
  problem: { code: string; message: string; hint: string } | null
}

/** Rows of one statement: 9 parameters each, and Postgres takes at most 65,535. */
const BATCH = 1000

/** Adds files to a dataset; a file of the same path is replaced, so that an upload may be repeated. */
export const putDatasetFiles = async (
  trx: Knex,
  datasetId: number,
  files: NewDatasetFile[],
): Promise<void> => {
  // One statement may not touch a row twice, and of two files of one name in a request the last counts.
  // Sorted, because two uploads that lock the same rows in different orders would wait for each other.
  const unique = [...new Map(files.map((file) => [file.path, file])).values()].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  )
  for (let from = 0; from < unique.length; from += BATCH) {
    const rows = unique.slice(from, from + BATCH).map((file) => ({
      dataset_id: datasetId,
      path: file.path,
      label: file.label,
      blob_id: file.blobId,
      bytes: file.bytes,
      media_type: file.mediaType,
      width: file.width,
      height: file.height,
      problem: file.problem,
    }))
    await trx('dataset_files').insert(rows).onConflict(['dataset_id', 'path']).merge()
  }
}

/** False when there was none. Its bytes go with the next sweep, unless something else has the same content. */
export const deleteFile = async (db: Knex, datasetId: number, fileId: number): Promise<boolean> => {
  const { rowCount } = await db.raw('delete from dataset_files where dataset_id = ? and id = ?', [
    datasetId,
    fileId,
  ])
  return rowCount > 0
}

export interface FoundProblem {
  file_id: number
  code: string
  message: string
}

/** Notes on the files of a dataset what a container found wrong with them. */
export const markProblems = async (trx: Knex, datasetId: number, problems: FoundProblem[]): Promise<void> => {
  if (problems.length === 0) return
  await trx.raw(
    `with locked as (
       select id from dataset_files where dataset_id = :datasetId and id in (
         select (p ->> 'file_id')::int from jsonb_array_elements(:problems::jsonb) p)
       order by path for update
     )
     update dataset_files f
     set problem = jsonb_build_object('code', p ->> 'code', 'message', p ->> 'message', 'hint', 'Replace or delete the file.')
     from jsonb_array_elements(:problems::jsonb) p join locked on locked.id = (p ->> 'file_id')::int
     where f.id = locked.id`,
    { datasetId, problems: JSON.stringify(problems) },
  )
}
