import type { Knex } from 'knex'
import { z } from 'zod'
import { time } from '../../contract/scalars.ts'
import { transaction } from '../../db/transaction.ts'
import { findRow, readRow, readRows } from '../rows.ts'
import { isoTime } from '../sql.ts'
import { fileProblem } from './datasets.ts'

export const splits = ['train', 'validation', 'test'] as const
export type Split = (typeof splits)[number]

/** A file of a dataset. */
export const datasetFile = z
  .object({
    id: z.int(),
    path: z.string(),
    label: z.string().nullable(),
    split: z
      .enum(splits)
      .nullable()
      .describe('The part its owner put it into; null leaves it to each training.'),
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

const select = `select f.id, f.path, f.label, f.split, f.bytes, f.media_type, f.width, f.height, f.problem,
  encode(b.sha256, 'hex') as sha256, ${isoTime('f.created_at')} as created, f.blob_id
  from dataset_files f join blobs b on b.id = f.blob_id`

export interface FilePage {
  /** Only files with this label; null for the unlabelled. */
  label?: string | null | undefined
  /** Only files of this part; null for those that are in none. */
  split?: Split | null | undefined
  /** Only files with a problem, or only those without. */
  problem?: boolean | undefined
  /** Files after this id. */
  after: number
  limit: number
}

export const listFiles = async (db: Knex, datasetId: number, page: FilePage) => {
  const { label, split, problem, after, limit } = page
  const { rows } = await db.raw(
    `${select} where f.dataset_id = :datasetId and f.id > :after
       and (not :byLabel::boolean or f.label is not distinct from :label)
       and (not :bySplit::boolean or f.split is not distinct from :split)
       and (:problem::boolean is null or (f.problem is not null) = :problem)
     order by f.id limit :limit`,
    {
      datasetId,
      after,
      limit,
      byLabel: label !== undefined,
      label: label ?? null,
      bySplit: split !== undefined,
      split: split ?? null,
      problem: problem ?? null,
    },
  )
  return readRows(datasetFile, rows)
}

export const findFile = async (db: Knex, datasetId: number, fileId: number) => {
  const { rows } = await db.raw(`${select} where f.dataset_id = ? and f.id = ?`, [datasetId, fileId])
  return findRow(storedFile, rows)
}

/** Whoever writes or deletes files of a dataset has its row first, so that no two hold what the other waits for. */
export const lockDataset = async (trx: Knex, datasetId: number): Promise<void> => {
  await trx.raw('select 1 from datasets where id = ? for no key update', [datasetId])
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

/**
 * Notes on the files of a run's dataset what its container found wrong with them: only on files that it was given,
 * with the bytes that it was given.
 */
export const markProblems = async (trx: Knex, runId: string, problems: FoundProblem[]): Promise<void> => {
  if (problems.length === 0) return
  await trx.raw(
    'select 1 from datasets d join runs r on r.dataset_id = d.id where r.id = ? for no key update of d',
    [runId],
  )
  await trx.raw(
    `update dataset_files f
     set problem = jsonb_build_object('code', p ->> 'code', 'message', p ->> 'message',
                                      'hint', 'Replace or delete the file.', 'source', 'container')
     from runs r join dataset_version_files v on v.version_id = r.dataset_version_id,
          jsonb_array_elements(:problems::jsonb) p
     where r.id = :runId and v.file_id = (p ->> 'file_id')::int
       and f.dataset_id = r.dataset_id and f.id = v.file_id and f.blob_id = v.blob_id and f.problem is null`,
    { runId, problems: JSON.stringify(problems) },
  )
}

/** Forgets what containers found; what was seen at the upload stays. Returns of how many files. */
export const clearProblems = (db: Knex, datasetId: number): Promise<number> =>
  transaction(db, async (trx) => {
    await lockDataset(trx, datasetId)
    const { rowCount } = await trx.raw(
      `update dataset_files set problem = null where dataset_id = ? and problem ->> 'source' = 'container'`,
      [datasetId],
    )
    return rowCount
  })

/** Whether a labelled file of a dataset has a name like a pattern of SQL's `like`. */
export const hasPathLike = async (db: Knex, datasetId: number, pattern: string): Promise<boolean> => {
  const { rows } = await db.raw(
    'select exists (select 1 from dataset_files where dataset_id = ? and label is not null and path like ?) as found',
    [datasetId, pattern],
  )
  return readRow(z.object({ found: z.boolean() }), rows).found
}
