import { AppError } from '../../errors.ts'
import { insertArtifacts } from '../../store/runs/artifacts.ts'
import { findCompiledModelOrFail, findModelOrFail } from '../find-or-fail.ts'
import type { StoredPicture } from '../uploads/store-picture.ts'
import { expectNetwork } from './expect-network.ts'
import { type SubmitDeps, submitRun } from './submit-run.ts'

/** Which model is to look: the newest version of a trained one, or a compiled one together with what it came from. */
export type Classifier = { modelId: number } | { compiledModelId: number }

const findClassifier = async ({ db }: SubmitDeps, classifier: Classifier) => {
  const compiled =
    'compiledModelId' in classifier
      ? await findCompiledModelOrFail(db.knex, classifier.compiledModelId)
      : null
  const [modelId, version] =
    'modelId' in classifier
      ? [classifier.modelId, undefined]
      : [compiled?.model_id ?? 0, compiled?.model_version]
  const model = await findModelOrFail(db.knex, modelId, { version })
  return { model, compiledRunId: compiled?.run_id ?? null }
}

/**
 * Submits the classification of one stored picture. Returns the run's id; the scores are its report.
 * @throws AppError `not-found`, or `invalid-request` for what is no picture.
 */
export const submitPrediction = async (
  deps: SubmitDeps,
  classifier: Classifier,
  { blob, picture }: StoredPicture,
): Promise<string> => {
  const { problem } = picture
  if (problem)
    throw new AppError('invalid-request', problem.message, { loc: ['body', 'file'], hint: problem.hint })
  const { model, compiledRunId } = await findClassifier(deps, classifier)
  await expectNetwork(deps.db.knex, model, ['path'])
  const run = {
    kind: 'predict' as const,
    datasetId: null,
    modelId: model.id,
    idempotency: null,
    request: {
      parameters: model.parameters,
      description: model.description,
      classes: model.classes,
      model_version: model.version,
      compiled_run_id: compiledRunId,
    },
  }
  const artifact = { name: 'picture', mediaType: picture.mediaType ?? '', blobId: blob.id, bytes: blob.bytes }
  return submitRun(deps, run, (trx, runId) => insertArtifacts(trx, runId, [artifact]))
}
