import type { CompileOptions, Requirements } from '../../contract/training.ts'
import { transaction } from '../../db/transaction.ts'
import { insertCompiledModel } from '../../store/models/compiled.ts'
import { type Idempotency, insertRun, type NewRun, reuseRun } from '../../store/runs/lifecycle.ts'
import { findEqualRun } from '../../store/runs/queries.ts'
import { failOnVanishedRows } from '../fail-on-vanished-rows.ts'
import { findModelOrFail } from '../find-or-fail.ts'
import { expectNetwork } from './expect-network.ts'
import { type SubmitDeps, submitRun } from './submit-run.ts'

interface CompilationRequest extends CompileOptions {
  require?: Requirements
  /** Not to be answered with what an equal compilation has left. */
  fresh?: boolean | undefined
}

/**
 * Submits the compilation of a model's newest version for microcontrollers. Where the same was compiled before, by the same
 * image, the run has succeeded at once, with what that left. Returns the run's id.
 */
export const submitCompilation = async (
  deps: SubmitDeps,
  modelId: number,
  { require, fresh, ...options }: CompilationRequest,
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
  // What is required is judged where a run ends.
  const earlier = fresh || require ? null : await findEqualRun(deps.db.knex, run)
  return earlier ? submitReused(deps, run, earlier) : submitRun(deps, run)
}

const submitReused = (
  { db, owner, origin }: SubmitDeps,
  run: NewRun & { modelId: number },
  earlierId: string,
): Promise<string> =>
  transaction(db.knex, async (trx) => {
    const id = await insertRun(trx, { ...run, owner, origin })
    await reuseRun(trx, id, earlierId)
    await insertCompiledModel(trx, run.modelId, run.request.model_version ?? 1, id)
    return id
  }).catch(failOnVanishedRows)
