import { type Requirements, type TrainingParameters, warnOfUnknown } from '../../contract/training.ts'
import type { Loc } from '../../errors.ts'
import type { Idempotency } from '../../store/runs/lifecycle.ts'
import { findModelOrFail } from '../find-or-fail.ts'
import { expectGroups } from './expect-groups.ts'
import { expectNetwork } from './expect-network.ts'
import { findTrainableClasses } from './find-trainable-classes.ts'
import { type SubmitDeps, submitRun } from './submit-run.ts'

export interface TrainingRequest {
  datasetId: number
  /** Which part of the request named the dataset. */
  datasetLoc: Loc
  lossFunction: string
  parameters: TrainingParameters
  description: string
  /** What it must reach. */
  require?: Requirements | undefined
  idempotency: Idempotency | null
}

/** Submits a training on a dataset's labelled pictures. Returns the run's id. */
export const submitTraining = async (deps: SubmitDeps, request: TrainingRequest): Promise<string> => {
  const { datasetId, datasetLoc, parameters } = request
  const classes = await findTrainableClasses(deps.db.knex, datasetId, datasetLoc)
  await expectGroups(deps.db.knex, datasetId, parameters, ['body', 'parameters', 'group_by'])
  const initial = await findInitialWeights(deps, parameters.initial_weights)
  const run = {
    kind: 'train' as const,
    datasetId,
    modelId: null,
    idempotency: request.idempotency,
    warning: warnOfUnknown(parameters),
    request: {
      parameters: { ...parameters, lossfunc: request.lossFunction },
      description: request.description,
      classes,
      model_version: null,
      ...initial,
      ...(request.require ? { require: request.require } : {}),
    },
  }
  return submitRun(deps, run)
}

/** The model version that a training is to begin with. Whether its weights fit is seen in the container. */
const findInitialWeights = async (deps: SubmitDeps, asked: TrainingParameters['initial_weights']) => {
  if (typeof asked !== 'number') return {}
  const loc = ['body', 'parameters', 'initial_weights']
  const model = await findModelOrFail(deps.db.knex, asked, { loc })
  await expectNetwork(deps.db.knex, model, loc)
  return { initial: { model_id: asked, version: model.version } }
}
