import type { Executor } from '../db/create-database.ts'
import { transaction } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { countModelUsers, deleteModel } from '../store/models/models.ts'
import { noModel } from './find-or-fail.ts'

/**
 * Deletes a model with its versions, its compiled forms and their files.
 * @throws AppError `not-found`, `conflict` while a run needs it.
 */
export const removeModel = (db: Executor, id: number): Promise<void> =>
  transaction(db, async (trx) => {
    const runs = await countModelUsers(trx, id)
    if (runs > 0) {
      throw new AppError('conflict', `${runs} unfinished run(s) need this model.`, {
        hint: 'Cancel them, or wait.',
      })
    }
    if (!(await deleteModel(trx, id))) {
      throw noModel(id)
    }
  })
