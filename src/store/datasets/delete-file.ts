import type { Knex } from 'knex'

/** False when there was none. Its bytes go with the next sweep, unless something else has the same content. */
export const deleteFile = async (db: Knex, datasetId: number, fileId: number): Promise<boolean> => {
  const { rowCount } = await db.raw('delete from dataset_files where dataset_id = ? and id = ?', [
    datasetId,
    fileId,
  ])
  return rowCount > 0
}
