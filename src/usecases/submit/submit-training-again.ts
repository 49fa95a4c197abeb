import { findVersionDataset } from '../../store/datasets/versions.ts'
import { findInitialVersion } from '../../store/models/versions.ts'
import type { Idempotency } from '../../store/runs/lifecycle.ts'
import { findTrainedDataOrFail } from '../find-or-fail.ts'
import { type SubmitDeps, submitRun } from './submit-run.ts'

export interface AgainRequest {
  modelId: number
  /** Which training of the model; the newest unless given. */
  version: number | undefined
  idempotency: Idempotency | null
}

/**
 * Submits the training of a new model on exactly what a model was trained on, with its parameters. Returns the run's id.
 * @throws AppError `not-found` when there is no such model, or its data is not kept.
 */
export const submitTrainingAgain = async (
  deps: SubmitDeps,
  { modelId, version, idempotency }: AgainRequest,
): Promise<string> => {
  const { model, datasetVersionId } = await findTrainedDataOrFail(deps.db.knex, modelId, version)
  // As the model itself began, whatever its first model has become since.
  const initial = await findInitialVersion(deps.db.knex, modelId)
  const run = {
    kind: 'train' as const,
    datasetId: await findVersionDataset(deps.db.knex, datasetVersionId),
    datasetVersionId,
    modelId: null,
    idempotency,
    request: {
      parameters: model.parameters,
      description: model.description,
      classes: model.classes,
      model_version: null,
      ...(initial ? { initial } : {}),
    },
  }
  return submitRun(deps, run)
}
