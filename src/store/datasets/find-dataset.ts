import type { Knex } from 'knex'
import { findRow } from '../rows.ts'
import { type DatasetRow, datasetColumns, datasetRow } from './dataset-row.ts'

export const findDataset = async (db: Knex, id: number): Promise<DatasetRow | null> => {
  const { rows } = await db.raw(`select ${datasetColumns()} from datasets d where d.id = ?`, [id])
  return findRow(datasetRow, rows)
}
