import type { Knex } from 'knex'
import { readRows } from '../rows.ts'
import { type DatasetRow, datasetColumns, datasetRow } from './dataset-row.ts'

export const listDatasets = async (db: Knex): Promise<DatasetRow[]> => {
  const { rows } = await db.raw(`select ${datasetColumns} from datasets d order by d.id`)
  return readRows(datasetRow, rows)
}
