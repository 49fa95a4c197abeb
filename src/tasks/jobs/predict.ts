import { createHash } from 'node:crypto'
import type { Database } from '../../db/create-database.ts'
import { AppError } from '../../errors.ts'
import type { JobInput } from '../../runner/types.ts'
import { readBlob } from '../../store/blobs/read-blob.ts'
import { deleteArtifact, findArtifact } from '../../store/runs/artifacts.ts'
import type { ClaimedRun } from '../../store/runs/lifecycle.ts'
import { modelInputs } from './model-inputs.ts'
import type { Task } from './task.ts'

/** A model and one picture in, scores out: they are the report, and the picture is not kept. */
export const predict: Task = {
  inputs: (db, run) => predictInputs(db, run, false),
  async publish(trx, run) {
    await deleteArtifact(trx, run.id, 'picture')
  },
}

/** The same for a container that may have the model loaded already: it gets the picture only. */
export async function* predictInputs(
  db: Database,
  run: ClaimedRun,
  isLoaded: boolean,
): AsyncGenerator<JobInput> {
  // Also where nothing of it is sent: a model that was deleted answers no more.
  yield* modelInputs(db, run.model_id, run.request.model_version, isLoaded ? [] : ['model.keras'])
  const compiled = isLoaded ? null : run.request.compiled_run_id
  const tflite = compiled ? await findArtifact(db.knex, compiled, 'model.tflite') : null
  if (tflite) yield { name: 'model.tflite', size: tflite.bytes, body: readBlob(db.inputs, tflite.blob_id) }
  const picture = await findArtifact(db.knex, run.id, 'picture')
  if (!picture) throw new AppError('not-found', 'The picture to classify is gone.')
  yield { name: 'picture', size: picture.bytes, body: readBlob(db.inputs, picture.blob_id) }
}

/**
 * Whose predictions by what may meet in one container: those of one asker by one version of one model, compiled in one
 * way or not. A digest, since the container need not know names.
 */
export const nameOfClassifier = ({ owner, model_id, request }: ClaimedRun): string =>
  createHash('sha256')
    .update(JSON.stringify([owner, model_id, request.model_version, request.compiled_run_id ?? null]))
    .digest('hex')
