import type { Knex } from 'knex'
import { z } from 'zod'
import { time } from '../../contract/scalars.ts'
import { transaction } from '../../db/transaction.ts'
import { findRow, type IdPage, readRows } from '../rows.ts'
import type { ClaimedRun } from '../runs/lifecycle.ts'
import { isoTime } from '../sql.ts'
import { lockDataset } from './files.ts'

/*
 * A version is what trainings were given: the labelled, sound pictures of their classes, as the dataset was when the
 * first of them began. It never changes. It is kept for as long as a model came from it or a run reads it.
 */

const idRow = z.object({ id: z.int() })

/**
 * The version that a training reads. At its first attempt that is the dataset as it is now; every later one, and one
 * that was asked to train on an earlier version, keeps what it has. Null when the claim was lost.
 */
export const fixVersion = (
  db: Knex,
  run: Pick<ClaimedRun, 'id' | 'claim' | 'request'> & { dataset_id: number },
): Promise<number | null> =>
  transaction(db, async (trx) => {
    await lockDataset(trx, run.dataset_id)
    const had = await trx.raw('select dataset_version_id as id from runs where id = ? and claim = ?', [
      run.id,
      run.claim,
    ])
    const earlier = findRow(z.object({ id: z.int().nullable() }), had.rows)
    if (earlier === null || earlier.id !== null) return earlier?.id ?? null
    const { rows } = await trx.raw(
      `with listed as materialized (
         select id, path, label, split, blob_id, bytes, media_type from dataset_files
         where dataset_id = :datasetId and label = any(:classes) and problem is null
       ), version as (
         insert into dataset_versions (dataset_id, sha256, files, bytes)
         select :datasetId, sha256(coalesce(string_agg(
                  sha256(convert_to(jsonb_build_array(id, label, split, blob_id)::text, 'UTF8')), ''::bytea order by id), '')),
                count(*), coalesce(sum(bytes), 0)
         from listed
         on conflict (dataset_id, sha256) do update set files = excluded.files
         returning id, (xmax = 0) as is_new
       ), filled as (
         insert into dataset_version_files (version_id, file_id, path, label, split, blob_id, bytes, media_type)
         select v.id, l.id, l.path, l.label, l.split, l.blob_id, l.bytes, l.media_type
         from listed l cross join version v where v.is_new
       )
       update runs r set dataset_version_id = v.id from version v where r.id = :runId returning v.id`,
      { datasetId: run.dataset_id, classes: run.request.classes, runId: run.id },
    )
    return findRow(idRow, rows)?.id ?? null
  })

/** SQL: a run that reads version `v`, or that a model came from. */
const isNeeded = `exists (select 1 from runs r where r.dataset_version_id = v.id
  and r.state in ('queued', 'running', 'succeeded'))`

/** Versions removed by one call, so that a large backlog holds no long locks. */
const BATCH = 20

/** Removes versions that no model came from and no run reads. Returns how many. */
export const forgetVersions = (db: Knex): Promise<number> =>
  transaction(db, async (trx) => {
    const unneeded = await trx.raw(
      `select v.id from dataset_versions v where not ${isNeeded} order by v.id limit ? for update of v skip locked`,
      [BATCH],
    )
    // A statement of its own: a run that took one up before it was locked is seen only now.
    const { rowCount } = await trx.raw(
      `delete from dataset_versions v where v.id = any(?) and not ${isNeeded}`,
      [readRows(idRow, unneeded.rows).map(({ id }) => id)],
    )
    return rowCount
  })

export const datasetVersion = z
  .object({
    id: z.int(),
    files: z.int(),
    bytes: z.int(),
    kept_bytes: z.int().describe('Of these, bytes that the dataset itself no longer has.'),
    created: time,
    models: z.array(z.int()).describe('Models that were trained on it, the first 100.'),
  })
  .meta({ id: 'DatasetVersion' })

export const listVersions = async (db: Knex, datasetId: number, page: IdPage) => {
  const { rows } = await db.raw(
    `select v.id, v.files, v.bytes, ${isoTime('v.created_at')} as created,
       (select coalesce(sum(f.bytes), 0)::bigint from dataset_version_files f
        where f.version_id = v.id and not exists (
          select 1 from dataset_files now where now.dataset_id = v.dataset_id and now.blob_id = f.blob_id)) as kept_bytes,
       (select coalesce(jsonb_agg(model_id order by model_id), '[]') from (
          select distinct m.model_id from model_versions m join runs r on r.id = m.run_id
          where r.dataset_version_id = v.id order by m.model_id limit 100) m) as models
     from dataset_versions v where v.dataset_id = :datasetId and v.id > :after order by v.id limit :limit`,
    { datasetId, ...page },
  )
  return readRows(datasetVersion, rows)
}

/** Unfinished runs that read a version of a dataset; null when there is none. It is locked, so that none comes after. */
export const countReaders = async (trx: Knex, datasetId: number, id: number): Promise<number | null> => {
  const { rows } = await trx.raw(
    'select id from dataset_versions where dataset_id = ? and id = ? for update',
    [datasetId, id],
  )
  if (rows.length === 0) return null
  const counted = await trx.raw(
    `select count(*) as runs from runs where dataset_version_id = ? and state in ('queued', 'running')`,
    [id],
  )
  return findRow(z.object({ runs: z.int() }), counted.rows)?.runs ?? 0
}

export const deleteVersion = async (trx: Knex, id: number): Promise<void> => {
  await trx.raw('delete from dataset_versions where id = ?', [id])
}

/** The dataset that a version is of; null when the version is gone. */
export const findVersionDataset = async (db: Knex, id: number): Promise<number | null> => {
  const { rows } = await db.raw('select dataset_id as id from dataset_versions where id = ?', [id])
  return findRow(idRow, rows)?.id ?? null
}
