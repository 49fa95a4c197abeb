import type { Database } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { type NewDatasetFile, putDatasetFiles } from '../../store/datasets/files.ts'
import { failOnVanishedRows } from '../fail-on-vanished-rows.ts'
import type { StoredFile } from './store-picture.ts'

/**
 * Makes stored files part of a dataset, all or none.
 * @throws AppError `not-found` when the dataset has just been deleted.
 */
export const addFiles = async (db: Database, datasetId: number, files: StoredFile[]): Promise<void> => {
  const rows = files.map(
    ({ path, label, blob, picture }): NewDatasetFile => ({
      path,
      label,
      blobId: blob.id,
      bytes: blob.bytes,
      mediaType: picture.mediaType,
      width: picture.width,
      height: picture.height,
      problem: picture.problem && { ...picture.problem, source: 'upload' },
    }),
  )
  await transaction(db.knex, (trx) => putDatasetFiles(trx, datasetId, rows)).catch(failOnVanishedRows)
}
