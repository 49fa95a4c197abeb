import type { Knex } from 'knex'
import type { RunView } from '../../contract/run.ts'
import { findRow } from '../rows.ts'
import { runColumns, runRow } from './run-row.ts'

export const findRun = async (db: Knex, id: string): Promise<RunView | null> => {
  const { rows } = await db.raw(`select ${runColumns} from runs r where r.id = ?`, [id])
  return findRow(runRow, rows)
}
