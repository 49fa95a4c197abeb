import type { Knex } from 'knex'
import { readRow } from '../rows.ts'
import { type BridgeRow, bridgeColumns, bridgeRow } from './bridge-row.ts'

export const insertBridge = async (db: Knex, bridge: Omit<BridgeRow, 'id'>): Promise<BridgeRow> => {
  const { rows } = await db.raw(
    `insert into bridges as b (address, name, https) values (:address, :name, :https) returning ${bridgeColumns}`,
    bridge,
  )
  return readRow(bridgeRow, rows)
}
