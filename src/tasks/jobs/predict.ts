import { AppError } from '../../errors.ts'
import { readBlob } from '../../store/blobs/read-blob.ts'
import { deleteArtifact, findArtifact } from '../../store/runs/artifacts.ts'
import { modelInputs } from './model-inputs.ts'
import type { Task } from './task.ts'

/** A model and one picture in, scores out: they are the report, and the picture is not kept. */
export const predict: Task = {
  async *inputs(db, run) {
    yield* modelInputs(db, run.model_id, run.request.model_version, ['model.keras'])
    const compiled = run.request.compiled_run_id
    const tflite = compiled ? await findArtifact(db.knex, compiled, 'model.tflite') : null
    if (tflite) yield { name: 'model.tflite', size: tflite.bytes, body: readBlob(db.inputs, tflite.blob_id) }
    const picture = await findArtifact(db.knex, run.id, 'picture')
    if (!picture) throw new AppError('not-found', 'The picture to classify is gone.')
    yield { name: 'picture', size: picture.bytes, body: readBlob(db.inputs, picture.blob_id) }
  },
  async publish(trx, run) {
    await deleteArtifact(trx, run.id, 'picture')
  },
}
