import type { Knex } from 'knex'

export const insertCompiledModel = async (
  trx: Knex,
  modelId: number,
  version: number,
  runId: string,
): Promise<void> => {
  await trx.raw('insert into compiled_models (model_id, model_version, run_id) values (?, ?, ?)', [
    modelId,
    version,
    runId,
  ])
}
