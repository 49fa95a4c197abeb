import type { Knex } from 'knex'
import { z } from 'zod'
import { time } from '../../contract/scalars.ts'
import { findRow, readRows } from '../rows.ts'
import { isoTime } from '../sql.ts'

/** Makes a run's artifacts the newest version of a model; it becomes the current one unless it is `refused`, which says why. */
export const addModelVersion = async (
  trx: Knex,
  modelId: number,
  runId: string,
  datasetId: number | null,
  refused: string | null = null,
) => {
  await trx.raw('select 1 from models where id = ? for update', [modelId])
  await trx.raw(
    `insert into model_versions (model_id, version, run_id, dataset_id, refused)
     select :modelId, 1 + coalesce(max(version), 0), :runId, :datasetId, :refused from model_versions where model_id = :modelId`,
    { modelId, runId, datasetId, refused },
  )
  await trx.raw('update runs set model_id = ? where id = ?', [modelId, runId])
}

export const modelVersion = z
  .object({
    version: z.int(),
    run_id: z.uuid(),
    dataset_id: z.int().nullable(),
    dataset_version_id: z.int().nullable().describe('What it was trained on; null where that is not kept.'),
    created: time,
    refused: z
      .string()
      .nullable()
      .describe('Why it is kept but not used: it was worse than the version before. null otherwise.'),
  })
  .meta({ id: 'ModelVersion' })

/** The trainings of a model, the first one first. */
export const listModelVersions = async (db: Knex, modelId: number) => {
  const { rows } = await db.raw(
    `select v.version, v.run_id, v.dataset_id, r.dataset_version_id, ${isoTime('v.created_at')} as created, v.refused
     from model_versions v join runs r on r.id = v.run_id where v.model_id = ? order by v.version`,
    [modelId],
  )
  return readRows(modelVersion, rows)
}

const initial = z.object({ model_id: z.int(), version: z.int() })

/** The model version whose weights the first training of a model began with; null where that was none. */
export const findInitialVersion = async (db: Knex, modelId: number) => {
  const { rows } = await db.raw(
    `select r.request -> 'initial' as initial from model_versions v join runs r on r.id = v.run_id
     where v.model_id = ? order by v.version limit 1`,
    [modelId],
  )
  return findRow(z.object({ initial: initial.nullable() }), rows)?.initial ?? null
}
