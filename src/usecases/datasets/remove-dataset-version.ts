import type { Executor } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { AppError } from '../../errors.ts'
import { countReaders, deleteVersion } from '../../store/datasets/versions.ts'

/**
 * Lets go of what trainings were given. The models stay usable; their pictures can no more be listed or trained on
 * again, and those that the dataset has no more are gone with the next sweep.
 * @throws AppError `not-found`, `conflict` while a run reads it.
 */
export const removeDatasetVersion = (db: Executor, datasetId: number, id: number): Promise<void> =>
  transaction(db, async (trx) => {
    const runs = await countReaders(trx, datasetId, id)
    if (runs === null) {
      const hint = `GET /datasets/${datasetId}/versions lists what exists.`
      throw new AppError('not-found', `The dataset has no version ${id}.`, { hint })
    }
    if (runs > 0) {
      throw new AppError('conflict', `${runs} unfinished run(s) read this version.`, {
        hint: 'Cancel them, or wait.',
      })
    }
    await deleteVersion(trx, id)
  })
