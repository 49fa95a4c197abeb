import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { RunView } from '../../contract/run.ts'
import type { Database } from '../../db/create-database.ts'
import { AppError } from '../../errors.ts'
import { readBlob } from '../../store/blobs/read-blob.ts'
import { findModel, modelRow } from '../../store/models/models.ts'
import { findArtifact } from '../../store/runs/artifacts.ts'
import { expectSuccess } from './expect-success.ts'

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

/** A plot is far smaller; nothing larger may be held in memory. */
const MAX_BYTES = 8 * 1024 * 1024

/** A small artifact in memory, for the answers that embed one as base64. */
const readArtifactWhole = async (db: Database, runId: string, name: string): Promise<Buffer> => {
  const artifact = await findArtifact(db.knex, runId, name)
  if (!artifact || artifact.bytes > MAX_BYTES) {
    throw new AppError('not-found', `The run has no ${name} of a usable size, or was deleted.`, { runId })
  }
  return buffer(readBlob(db.streams, artifact.blob_id))
}
