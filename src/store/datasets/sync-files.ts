import type { Knex } from 'knex'
import { z } from 'zod'
import { readRow, readRows } from '../rows.ts'
import { fileProblem } from './datasets.ts'
import { type Split, splits } from './files.ts'

const contentRow = z.object({
  id: z.int(),
  path: z.string(),
  sha256: z.string(),
  label: z.string().nullable(),
  split: z.enum(splits).nullable(),
})

/**
 * Files of a dataset with these contents under other paths than these, by content: of several the oldest. `sha256` in
 * hexadecimal.
 */
export const findElsewhere = async (trx: Knex, datasetId: number, sha256s: string[], paths: string[]) => {
  const { rows } = await trx.raw(
    `select distinct on (b.sha256) f.id, f.path, encode(b.sha256, 'hex') as sha256, f.label, f.split
     from unnest(:sha256s::text[]) as wanted(hex) join blobs b on b.sha256 = decode(wanted.hex, 'hex')
     join dataset_files f on f.blob_id = b.id
     where f.dataset_id = :datasetId
       and not exists (select 1 from unnest(:paths::text[]) as kept(path) where kept.path = f.path)
     order by b.sha256, f.id`,
    { datasetId, sha256s, paths },
  )
  return new Map(readRows(contentRow, rows).map((row) => [row.sha256, row]))
}

/** SQL: file `f` has none of the paths and none of the ids. */
const isOther = `f.dataset_id = :datasetId and f.id <> all(:ids::int[])
  and not exists (select 1 from unnest(:paths::text[]) as kept(path) where kept.path = f.path)`

const content = z.object({
  sha256: z.string(),
  blob_id: z.uuid(),
  bytes: z.int(),
  media_type: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  problem: fileProblem.nullable(),
})

/** What a dataset has of these contents, by content. `sha256` in hexadecimal. */
export const findContents = async (db: Knex, datasetId: number, sha256s: string[]) => {
  const { rows } = await db.raw(
    `select distinct on (b.sha256) encode(b.sha256, 'hex') as sha256, f.blob_id, f.bytes, f.media_type, f.width, f.height, f.problem
     from unnest(:sha256s::text[]) as wanted(hex) join blobs b on b.sha256 = decode(wanted.hex, 'hex')
     join dataset_files f on f.blob_id = b.id
     where f.dataset_id = :datasetId order by b.sha256, f.id`,
    { datasetId, sha256s },
  )
  return new Map(readRows(content, rows).map((row) => [row.sha256, row]))
}

interface Kept {
  paths: string[]
  ids: number[]
}

/** How many files a dataset has besides those that are kept, with the first `limit` paths. */
export const listOthers = async (trx: Knex, datasetId: number, kept: Kept, limit: number) => {
  const { rows } = await trx.raw(
    `with other as materialized (select f.path from dataset_files f where ${isOther})
     select (select count(*) from other) as count,
            coalesce((select jsonb_agg(path) from (select path from other order by path collate "C" limit :limit) o), '[]') as paths`,
    { datasetId, ...kept, limit },
  )
  return readRow(z.object({ count: z.int(), paths: z.array(z.string()) }), rows)
}

export const deleteOthers = async (trx: Knex, datasetId: number, kept: Kept): Promise<void> => {
  await trx.raw(`delete from dataset_files f where ${isOther}`, { datasetId, ...kept })
}

/**
 * Deletes files below a folder whose content has got its place elsewhere. `kept` are those that went there themselves.
 * `sha256s` in hexadecimal.
 */
export const deletePlaced = async (
  trx: Knex,
  datasetId: number,
  { folder, sha256s, kept }: { folder: string; sha256s: string[]; kept: Kept },
): Promise<void> => {
  await trx.raw(
    `delete from dataset_files f using blobs b
     where b.id = f.blob_id and starts_with(f.path, :folder) and b.sha256 in (select decode(hex, 'hex') from unnest(:sha256s::text[]) as hex)
       and ${isOther}`,
    { datasetId, folder, sha256s, ...kept },
  )
}

export interface Move {
  id: number
  path: string
  label: string | null
  split: Split | null
}

/** Gives files another path, label and part. They stay the same files; nothing may have those paths. */
export const moveFiles = async (trx: Knex, datasetId: number, moves: Move[]): Promise<void> => {
  await trx.raw(
    `update dataset_files f set path = n.path, label = n.label, split = n.split
     from jsonb_to_recordset(:moves::jsonb) as n(id int, path text, label text, split text)
     where f.dataset_id = :datasetId and f.id = n.id`,
    { datasetId, moves: JSON.stringify(moves) },
  )
}
