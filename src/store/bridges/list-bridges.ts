import type { Knex } from 'knex'
import { readRows } from '../rows.ts'
import { type BridgeRow, bridgeColumns, bridgeRow } from './bridge-row.ts'

export const listBridges = async (db: Knex): Promise<BridgeRow[]> => {
  const { rows } = await db.raw(`select ${bridgeColumns} from bridges b order by b.id`)
  return readRows(bridgeRow, rows)
}
