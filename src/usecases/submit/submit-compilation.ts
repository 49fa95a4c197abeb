import type { CompileOptions, Requirements } from '../../contract/training.ts'
import type { Idempotency } from '../../store/runs/lifecycle.ts'
import { findModelOrFail } from '../find-or-fail.ts'
import { expectNetwork } from './expect-network.ts'
import { type SubmitDeps, submitRun } from './submit-run.ts'

/** Submits the compilation of a model's newest version for microcontrollers. Returns the run's id. */
export const submitCompilation = async (
  deps: SubmitDeps,
  modelId: number,
  { require, ...options }: CompileOptions & { require?: Requirements },
  idempotency: Idempotency | null,
): Promise<string> => {
  const model = await findModelOrFail(deps.db.knex, modelId)
  await expectNetwork(deps.db.knex, model, ['path', 'model_id'])
  const run = {
    kind: 'compile' as const,
    datasetId: null,
    modelId,
    idempotency,
    request: {
      parameters: { ...model.parameters, code_version: `1.0.${modelId % 100_000}`, ...options },
      description: model.description,
      classes: model.classes,
      model_version: model.version,
      ...(require ? { require } : {}),
    },
  }
  return submitRun(deps, run)
}
