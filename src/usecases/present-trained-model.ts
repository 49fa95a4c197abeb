import { z } from 'zod'
import type { RunView } from '../contract/run.ts'
import type { Database } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { findModel } from '../store/models/find-model.ts'
import { modelRow } from '../store/models/model-row.ts'
import { expectSuccess } from './expect-success.ts'
import { readArtifactWhole } from './read-artifact-whole.ts'

const predictionReport = z.object({
  prediction: z.object({ predicted: z.string(), confidence: z.number() }),
})

/** A trained model with its two pictures, as the predecessor answered a training. */
export const modelTrained = modelRow
  .extend({
    prediction_image: z.base64().describe('PNG of a validation picture.'),
    prediction: z.string().describe('What the model sees in it.'),
    statistic_image: z.base64().describe('PNG of accuracy and loss over the epochs.'),
  })
  .meta({ id: 'ModelTrained' })

/**
 * @throws AppError with the reason of a run that did not succeed.
 */
export const presentTrainedModel = async (
  db: Database,
  run: RunView,
): Promise<z.infer<typeof modelTrained>> => {
  expectSuccess(run)
  const model = run.model_id === null ? null : await findModel(db.knex, run.model_id)
  if (!model) throw new AppError('not-found', 'The trained model has been deleted.', { runId: run.id })
  const { prediction } = predictionReport.parse(run.report)
  const [picture, curves] = await Promise.all([
    readArtifactWhole(db, run.id, 'sample.png'),
    readArtifactWhole(db, run.id, 'curves.png'),
  ])
  const percent = (prediction.confidence * 100).toFixed(2)
  return {
    ...modelRow.parse(model),
    prediction_image: picture.toString('base64'),
    prediction: `This image most likely belongs to ${prediction.predicted} with a ${percent} percent confidence.`,
    statistic_image: curves.toString('base64'),
  }
}
