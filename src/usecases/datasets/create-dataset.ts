import type { Executor } from '../../db/create-database.ts'
import { AppError } from '../../errors.ts'
import { type DatasetRow, findDataset, insertDataset } from '../../store/datasets/datasets.ts'
import { toNameTaken } from '../names/name-things.ts'

/** Generated clients insist on a description, though the frontend calls it optional. */
const NO_DESCRIPTION = 'No description'

export const createDataset = async (
  db: Executor,
  dataset: { name: string; description: string; owner: string | null; slug?: string | undefined },
): Promise<DatasetRow> => {
  const description = dataset.description || NO_DESCRIPTION
  const { slug = null } = dataset
  const id = await insertDataset(db, { ...dataset, description, slug }).catch((error: unknown) => {
    throw toNameTaken(error, slug)
  })
  const row = await findDataset(db, id)
  if (!row) throw new AppError('not-found', 'The dataset was deleted as soon as it was made.')
  return row
}
