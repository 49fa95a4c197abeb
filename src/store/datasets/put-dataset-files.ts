import type { Knex } from 'knex'

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
