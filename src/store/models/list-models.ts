import type { Knex } from 'knex'
import { readRows } from '../rows.ts'
import { type ModelRow, modelColumns, modelRow } from './model-row.ts'

export const listModels = async (db: Knex): Promise<ModelRow[]> => {
  const { rows } = await db.raw(`select ${modelColumns} from models m order by m.id`)
  return readRows(modelRow, rows)
}
