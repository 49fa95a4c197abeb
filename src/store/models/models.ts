import type { Knex } from 'knex'
import { z } from 'zod'
import { jsonObject, time } from '../../contract/scalars.ts'
import { ownerName } from '../owners.ts'
import { findRow, type IdPage, readRow, readRows } from '../rows.ts'
import { isoTime } from '../sql.ts'

/** A model as the predecessor's clients unpack it: the order of the keys is part of the contract. */
export const modelRow = z
  .object({
    dataset_id: z.int().nullable(),
    parameters: jsonObject,
    description: z.string(),
    id: z.int(),
    created: time,
    model_path: z.string().min(1),
  })
  .meta({ id: 'Model' })
export type ModelRow = z.infer<typeof modelRow>

/** SQL of a model row; expects `models m`. */
const modelColumns = `m.dataset_id, m.parameters, m.description, m.id, ${isoTime('m.created_at')} as created,
  'models/' || m.id || '/' as model_path`

export const listModels = async (
  db: Knex,
  { tag = null, ...page }: IdPage & { tag?: string | null | undefined },
): Promise<ModelRow[]> => {
  const { rows } = await db.raw(
    `select ${modelColumns} from models m
     where m.id > :after and (:tag::text is null or exists (select 1 from model_tags t where t.tag = :tag and t.model_id = m.id))
     order by m.id limit :limit`,
    { ...page, tag },
  )
  return readRows(modelRow, rows)
}

/** A model with its current version, the newest that was not refused, whose run holds the artifacts. */
export const foundModel = modelRow.extend({
  classes: z.array(z.string()),
  version: z.int(),
  run_id: z.uuid(),
  dataset_version_id: z
    .int()
    .nullable()
    .describe('What it was trained on; null where that is not kept. GET /models/{model_id}/files lists it.'),
  owner: ownerName,
})
export type FoundModel = z.infer<typeof foundModel>

export const findModel = async (db: Knex, id: number, version?: number): Promise<FoundModel | null> => {
  const { rows } = await db.raw(
    `select ${modelColumns}, m.classes, m.owner, v.version, v.run_id, r.dataset_version_id
     from models m join model_versions v on v.model_id = m.id join runs r on r.id = v.run_id
     where m.id = :id and (:version::int is null or v.version = :version)
     order by (v.refused is null) desc, v.version desc limit 1`,
    { id, version: version ?? null },
  )
  return findRow(foundModel, rows)
}

export interface NewModel {
  datasetId: number | null
  parameters: object
  description: string
  classes: string[]
  /** The run that trained it; the model belongs to whoever asked for that. */
  runId: string
}

/** Returns the new model's id; it is complete with its first version. */
export const insertModel = async (trx: Knex, model: NewModel): Promise<number> => {
  const { rows } = await trx.raw(
    `insert into models (dataset_id, parameters, description, classes, owner)
     values (:datasetId, :parameters, :description, :classes, (select owner from runs where id = :runId))
     returning id`,
    { ...model, parameters: JSON.stringify(model.parameters), classes: JSON.stringify(model.classes) },
  )
  return readRow(z.object({ id: z.int() }), rows).id
}

/** Unfinished runs that need a model. The row is locked, so that no new one gets in between. */
export const countModelUsers = async (trx: Knex, id: number): Promise<number> => {
  await trx.raw('select 1 from models where id = ? for update', [id])
  const { rows } = await trx.raw(
    "select count(*) as runs from runs where model_id = ? and state in ('queued', 'running')",
    [id],
  )
  return readRow(z.object({ runs: z.int() }), rows).runs
}

/** Removes a model, its versions, its compiled forms and the runs that made them. False when there was none. */
export const deleteModel = async (trx: Knex, id: number): Promise<boolean> => {
  const { rows } = await trx.raw(
    `select run_id from model_versions where model_id = :id
     union select run_id from compiled_models where model_id = :id`,
    { id },
  )
  const runs = readRows(z.object({ run_id: z.uuid() }), rows).map(({ run_id }) => run_id)
  const { rowCount } = await trx.raw('delete from models where id = ?', [id])
  await trx.raw('delete from runs where id = any(?)', [runs])
  return rowCount > 0
}
