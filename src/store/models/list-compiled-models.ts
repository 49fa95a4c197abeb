import type { Knex } from 'knex'
import { readRows } from '../rows.ts'
import { type CompiledModelRow, compiledModelColumns, compiledModelRow } from './compiled-model-row.ts'

export const listCompiledModels = async (db: Knex): Promise<CompiledModelRow[]> => {
  const { rows } = await db.raw(`select ${compiledModelColumns} from compiled_models c order by c.id`)
  return readRows(compiledModelRow, rows)
}
