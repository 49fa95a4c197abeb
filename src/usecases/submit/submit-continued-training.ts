import type { ContinuedParameters } from '../../contract/training.ts'
import { AppError } from '../../errors.ts'
import type { Idempotency } from '../../store/runs/lifecycle.ts'
import { findModelOrFail } from '../find-or-fail.ts'
import { expectGroups } from './expect-groups.ts'
import { expectNetwork } from './expect-network.ts'
import { findTrainableClasses } from './find-trainable-classes.ts'
import { type SubmitDeps, submitRun } from './submit-run.ts'

export interface ContinueRequest {
  modelId: number
  datasetId: number
  /** What is other than the model's own parameters, for this training only. */
  parameters: ContinuedParameters
  idempotency: Idempotency | null
}

/** Submits further training of a model, with its own parameters but for those given, on a dataset of the same classes. */
export const submitContinuedTraining = async (
  deps: SubmitDeps,
  request: ContinueRequest,
): Promise<string> => {
  const { modelId, datasetId, parameters, idempotency } = request
  const model = await findModelOrFail(deps.db.knex, modelId, { loc: ['path', 'model_id'] })
  await expectNetwork(deps.db.knex, model, ['path', 'model_id'])
  const loc = ['path', 'dataset_id']
  const classes = await findTrainableClasses(deps.db.knex, datasetId, loc)
  if (JSON.stringify(classes) !== JSON.stringify(model.classes)) {
    const detail = `The model knows ${model.classes.join(', ')}, but the dataset has ${classes.join(', ')}.`
    const hint = `Train a new model on this dataset; with the parameter initial_weights: ${modelId} it begins with what this one has learned.`
    throw new AppError('invalid-request', detail, { loc, hint })
  }
  await expectGroups(deps.db.knex, datasetId, { ...model.parameters, ...parameters }, [
    'body',
    'parameters',
    'group_by',
  ])
  const run = {
    kind: 'continue' as const,
    datasetId,
    modelId,
    idempotency,
    request: {
      parameters: { ...model.parameters, ...parameters },
      description: model.description,
      classes,
      model_version: model.version,
    },
  }
  return submitRun(deps, run)
}
