import type { Knex } from 'knex'
import { z } from 'zod'
import { readRows } from '../rows.ts'
import { isoTime } from '../sql.ts'

export const modelVersion = z
  .object({ version: z.int(), run_id: z.uuid(), dataset_id: z.int().nullable(), created: z.string() })
  .meta({ id: 'ModelVersion' })

/** The trainings of a model, the first one first. */
export const listModelVersions = async (db: Knex, modelId: number) => {
  const { rows } = await db.raw(
    `select version, run_id, dataset_id, ${isoTime('created_at')} as created
     from model_versions where model_id = ? order by version`,
    [modelId],
  )
  return readRows(modelVersion, rows)
}
