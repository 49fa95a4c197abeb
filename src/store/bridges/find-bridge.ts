import type { Knex } from 'knex'
import { findRow } from '../rows.ts'
import { type BridgeRow, bridgeColumns, bridgeRow } from './bridge-row.ts'

export const findBridge = async (db: Knex, id: number): Promise<BridgeRow | null> => {
  const { rows } = await db.raw(`select ${bridgeColumns} from bridges b where b.id = ?`, [id])
  return findRow(bridgeRow, rows)
}
