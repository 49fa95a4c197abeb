import { trainReport } from '../../contract/report/report.ts'
import { addModelVersion } from '../../store/models/versions.ts'
import { modelInputs } from './model-inputs.ts'
import type { Task } from './task.ts'
import { train } from './train.ts'

const continued = trainReport.pick({ comparison: true })

/** A model and a dataset's pictures in, the model's next version out; the current one only when it is not worse. */
export const continueTraining: Task = {
  async *inputs(db, run) {
    yield* modelInputs(db, run.model_id, run.request.model_version, ['model.keras', 'holdout.npz'])
    yield* train.inputs(db, run)
  },
  async publish(trx, run, result) {
    if (run.model_id === null) return
    const { comparison } = continued.parse(result.report)
    await addModelVersion(trx, run.model_id, run.id, run.dataset_id, comparison?.refused ?? null)
  },
}
