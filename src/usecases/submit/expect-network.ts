import type { Executor } from '../../db/create-database.ts'
import { AppError, type Loc } from '../../errors.ts'
import type { FoundModel } from '../../store/models/models.ts'
import { findArtifact } from '../../store/runs/artifacts.ts'

/** @throws AppError `invalid-request` for a model of the predecessor's, which is kept but was saved for another Keras. */
export const expectNetwork = async (
  db: Executor,
  { id, run_id }: Pick<FoundModel, 'id' | 'run_id'>,
  loc: Loc,
): Promise<void> => {
  if (await findArtifact(db, run_id, 'model.keras')) return
  const detail = `Model ${id} was taken over from the predecessor, whose networks cannot be loaded here.`
  throw new AppError('invalid-request', detail, {
    loc,
    hint: 'Train it again on its dataset: POST /models/datasets/{dataset_id} with its parameters. What it consists of can be downloaded.',
  })
}
