import type { Executor } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { findDataset } from '../store/datasets/find-dataset.ts'

/** @throws AppError `not-found`. */
export const findDatasetOrFail = async (db: Executor, id: number) => {
  const dataset = await findDataset(db, id)
  if (!dataset)
    throw new AppError('not-found', `There is no dataset ${id}.`, {
      hint: 'GET /datasets/ lists what exists.',
    })
  return dataset
}
