import type { Knex } from 'knex'

/** Makes a run's artifacts the newest version of a model. */
export const addModelVersion = async (
  trx: Knex,
  modelId: number,
  runId: string,
  datasetId: number | null,
) => {
  await trx.raw('select 1 from models where id = ? for update', [modelId])
  await trx.raw(
    `insert into model_versions (model_id, version, run_id, dataset_id)
     select :modelId, 1 + coalesce(max(version), 0), :runId, :datasetId from model_versions where model_id = :modelId`,
    { modelId, runId, datasetId },
  )
  await trx.raw('update runs set model_id = ? where id = ?', [modelId, runId])
}
