import type { Knex } from 'knex'
import { z } from 'zod'
import { everything, findRow, type IdPage, readRow, readRows } from './rows.ts'

/** A bridge as the predecessor's clients unpack it: the order of the keys is part of the contract. */
export const bridgeRow = z
  .object({ address: z.string(), name: z.string().nullable(), https: z.boolean(), id: z.int() })
  .meta({ id: 'Bridge' })
export type BridgeRow = z.infer<typeof bridgeRow>

const bridgeColumns = 'b.address, b.name, b.https, b.id'

export const listBridges = async (db: Knex, page: IdPage = everything): Promise<BridgeRow[]> => {
  const { rows } = await db.raw(
    `select ${bridgeColumns} from bridges b where b.id > :after order by b.id limit :limit`,
    { ...page },
  )
  return readRows(bridgeRow, rows)
}

export const findBridge = async (db: Knex, id: number): Promise<BridgeRow | null> => {
  const { rows } = await db.raw(`select ${bridgeColumns} from bridges b where b.id = ?`, [id])
  return findRow(bridgeRow, rows)
}

export const insertBridge = async (db: Knex, bridge: Omit<BridgeRow, 'id'>): Promise<BridgeRow> => {
  const { rows } = await db.raw(
    `insert into bridges as b (address, name, https) values (:address, :name, :https) returning ${bridgeColumns}`,
    bridge,
  )
  return readRow(bridgeRow, rows)
}

/** Removes a bridge with its devices; false when there was none. */
export const deleteBridge = async (db: Knex, id: number): Promise<boolean> => {
  const { rowCount } = await db.raw('delete from bridges where id = ?', [id])
  return rowCount > 0
}
