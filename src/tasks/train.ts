import { streamPictures } from '../store/datasets/stream-pictures.ts'
import { addModelVersion } from '../store/models/add-model-version.ts'
import { insertModel } from '../store/models/insert-model.ts'
import { packPictures } from './pack-pictures.ts'
import type { Task } from './task.ts'

/** A dataset's pictures in, a new model out. */
export const train: Task = {
  async *inputs(db, run) {
    if (run.dataset_id !== null)
      yield* packPictures(streamPictures(db.inputs, run.dataset_id), run.request.classes)
  },
  async publish(trx, run) {
    const modelId = await insertModel(trx, {
      datasetId: run.dataset_id,
      parameters: run.request.parameters,
      description: run.request.description,
      classes: run.request.classes,
    })
    await addModelVersion(trx, modelId, run.id, run.dataset_id)
  },
}
