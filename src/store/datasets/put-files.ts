import type { Knex } from 'knex'
import { z } from 'zod'
import { readRows } from '../rows.ts'
import type { FileProblem } from './datasets.ts'
import { lockDataset, type Split, splits } from './files.ts'

export interface NewDatasetFile {
  /** Name within the dataset, with its folder. */
  path: string
  label: string | null
  split: Split | null
  blobId: string
  bytes: number
  mediaType: string | null
  width: number | null
  height: number | null
  problem: FileProblem | null
}

/** Rows of one statement. */
const BATCH = 1000

const place = z.object({
  path: z.string(),
  sha256: z.string(),
  label: z.string().nullable(),
  split: z.enum(splits).nullable(),
})
/** What has a path of a dataset; `sha256` in hexadecimal. */
export type Place = z.infer<typeof place>

/** What has these paths in a dataset, by path. */
export const findPlaces = async (
  trx: Knex,
  datasetId: number,
  paths: string[],
): Promise<Map<string, Place>> => {
  const { rows } = await trx.raw(
    `select f.path, encode(b.sha256, 'hex') as sha256, f.label, f.split
     from dataset_files f join blobs b on b.id = f.blob_id
     where f.dataset_id = ? and f.path = any(?)`,
    [datasetId, paths],
  )
  return new Map(readRows(place, rows).map((row) => [row.path, row]))
}

/** Adds files to a dataset, each with a path of its own; a file that has the path already is replaced. */
export const putDatasetFiles = async (
  trx: Knex,
  datasetId: number,
  files: NewDatasetFile[],
): Promise<void> => {
  await lockDataset(trx, datasetId)
  // Sorted, so that the files of one upload are in the order of their names.
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  for (let from = 0; from < sorted.length; from += BATCH) {
    // Other bytes are another file: what a run says of the earlier ones is not about it.
    await trx.raw(
      `insert into dataset_files
         (dataset_id, path, label, split, blob_id, bytes, media_type, width, height, problem, created_at)
       select :datasetId, path, label, split, "blobId", bytes, "mediaType", width, height, problem, now()
       from jsonb_to_recordset(:files::jsonb) as n(path text, label text, split text, "blobId" uuid, bytes bigint,
         "mediaType" text, width int, height int, problem jsonb)
       on conflict (dataset_id, path) do update set
         label = excluded.label, split = excluded.split, blob_id = excluded.blob_id, bytes = excluded.bytes,
         media_type = excluded.media_type, width = excluded.width, height = excluded.height,
         problem = excluded.problem, created_at = excluded.created_at`,
      { datasetId, files: JSON.stringify(sorted.slice(from, from + BATCH)) },
    )
  }
}

/** Gives files that are there another label or part. They stay the same files: what was found wrong with them holds. */
export const relabelFiles = async (
  trx: Knex,
  datasetId: number,
  files: Pick<NewDatasetFile, 'path' | 'label' | 'split'>[],
): Promise<void> => {
  await lockDataset(trx, datasetId)
  for (let from = 0; from < files.length; from += BATCH) {
    await trx.raw(
      `update dataset_files f set label = n.label, split = n.split
       from jsonb_to_recordset(?::jsonb) as n(path text, label text, split text)
       where f.dataset_id = ? and f.path = n.path`,
      [JSON.stringify(files.slice(from, from + BATCH)), datasetId],
    )
  }
}
