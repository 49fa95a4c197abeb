import type { Executor } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { AppError } from '../../errors.ts'
import { countUsers, deleteDataset } from '../../store/datasets/datasets.ts'
import { noDataset } from '../find-or-fail.ts'

/**
 * Deletes a dataset with its files and its versions. While a model came from it, only with `force`: the model stays usable, but it
 * can no more be traced to its pictures. While a run reads it, never.
 * @throws AppError `not-found`, `conflict`.
 */
export const removeDataset = (db: Executor, id: number, force: boolean): Promise<void> =>
  transaction(db, async (trx) => {
    const { models, runs } = await countUsers(trx, id)
    if (runs > 0) {
      throw new AppError('conflict', `${runs} unfinished run(s) need this dataset.`, {
        hint: 'Cancel them, or wait.',
      })
    }
    if (models > 0 && !force) {
      const hint =
        'Add ?force=true: the models stay, but name no dataset, and what they were trained on is gone.'
      throw new AppError('conflict', `${models} model(s) were trained on this dataset.`, { hint })
    }
    if (!(await deleteDataset(trx, id))) {
      throw noDataset(id)
    }
  })
