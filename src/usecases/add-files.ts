import type { Readable } from 'node:stream'
import type { Database } from '../db/create-database.ts'
import { discardBlobs } from '../store/blobs/discard-blobs.ts'
import { type StoredBlob, writeBlob } from '../store/blobs/write-blob.ts'
import { type NewDatasetFile, putDatasetFiles } from '../store/datasets/put-dataset-files.ts'

export interface UploadDeps {
  db: Database
}

/** A file that is stored but belongs to no dataset yet. */
export interface StoredFile {
  name: string
  blob: StoredBlob
}

export const storeFile = async ({ db }: UploadDeps, name: string, body: Readable): Promise<StoredFile> => ({
  name,
  blob: await writeBlob(db.knex, body),
})

export const discardFiles = ({ db }: UploadDeps, files: StoredFile[]) =>
  discardBlobs(
    db.knex,
    files.map(({ blob }) => blob),
  )

const folderOf = (name: string) => name.split(/[/\\]/).at(-2) || null

/** Makes stored files part of a dataset, all or none. */
export const addFiles = async ({ db }: UploadDeps, datasetId: number, files: StoredFile[], label: string | undefined) => {
  const rows = files.map(
    ({ name, blob }): NewDatasetFile => ({
      path: name,
      label: folderOf(name) ?? label ?? null,
      blobId: blob.id,
      bytes: blob.bytes,
      mediaType: null,
      width: null,
      height: null,
      problem: null,
    }),
  )
  await db.knex.transaction((trx) => putDatasetFiles(trx, datasetId, rows))
}
