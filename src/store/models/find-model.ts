import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow } from '../rows.ts'
import { modelColumns, modelRow } from './model-row.ts'

/** A model with its newest version, whose run holds the artifacts. */
export const foundModel = modelRow.extend({
  classes: z.array(z.string()),
  version: z.int(),
  run_id: z.uuid(),
})
export type FoundModel = z.infer<typeof foundModel>

export const findModel = async (db: Knex, id: number, version?: number): Promise<FoundModel | null> => {
  const { rows } = await db.raw(
    `select ${modelColumns}, m.classes, v.version, v.run_id
     from models m join model_versions v on v.model_id = m.id
     where m.id = :id and (:version::int is null or v.version = :version) order by v.version desc limit 1`,
    { id, version: version ?? null },
  )
  return findRow(foundModel, rows)
}
