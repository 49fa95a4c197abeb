import type { Executor } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import type { DatasetRow } from '../store/datasets/dataset-row.ts'
import { findDataset } from '../store/datasets/find-dataset.ts'
import { insertDataset } from '../store/datasets/insert-dataset.ts'

/** Generated clients insist on a description, though the frontend calls it optional. */
const NO_DESCRIPTION = 'No description'

export const createDataset = async (
  db: Executor,
  dataset: { name: string; description: string },
): Promise<DatasetRow> => {
  const description = dataset.description || NO_DESCRIPTION
  const id = await insertDataset(db, { name: dataset.name, description })
  const row = await findDataset(db, id)
  if (!row) throw new AppError('not-found', 'The dataset was deleted as soon as it was made.')
  return row
}
