import { addModelVersion } from '../../store/models/versions.ts'
import { modelInputs } from './model-inputs.ts'
import type { Task } from './task.ts'
import { train } from './train.ts'

/** A model and a dataset's pictures in, the model's next version out. */
export const continueTraining: Task = {
  async *inputs(db, run) {
    yield* modelInputs(db, run.model_id, run.request.model_version, ['model.keras', 'holdout.npz'])
    yield* train.inputs(db, run)
  },
  async publish(trx, run) {
    if (run.model_id !== null) await addModelVersion(trx, run.model_id, run.id, run.dataset_id)
  },
}
