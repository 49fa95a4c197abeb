import { insertCompiledModel } from '../../store/models/compiled.ts'
import { modelInputs } from './model-inputs.ts'
import type { Task } from './task.ts'

/** A model in, its forms for microcontrollers out. */
export const compile: Task = {
  inputs(db, run) {
    return modelInputs(db, run.model_id, run.request.model_version, ['model.keras', 'holdout.npz'])
  },
  async publish(trx, run) {
    if (run.model_id !== null && run.request.model_version !== null) {
      await insertCompiledModel(trx, run.model_id, run.request.model_version, run.id)
    }
  },
}
