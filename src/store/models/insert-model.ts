import type { Knex } from 'knex'
import { z } from 'zod'
import { readRow } from '../rows.ts'

export interface NewModel {
  datasetId: number | null
  parameters: object
  description: string
  classes: string[]
}

/** Returns the new model's id; it is complete with its first version. */
export const insertModel = async (trx: Knex, model: NewModel): Promise<number> => {
  const { rows } = await trx.raw(
    `insert into models (dataset_id, parameters, description, classes)
     values (:datasetId, :parameters, :description, :classes) returning id`,
    { ...model, parameters: JSON.stringify(model.parameters), classes: JSON.stringify(model.classes) },
  )
  return readRow(z.object({ id: z.int() }), rows).id
}
