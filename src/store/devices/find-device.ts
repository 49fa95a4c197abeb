import type { Knex } from 'knex'
import { findRow } from '../rows.ts'
import { type DeviceRow, deviceRow, selectDevices } from './device-row.ts'

export const findDevice = async (db: Knex, id: number): Promise<DeviceRow | null> => {
  const { rows } = await db.raw(`${selectDevices} where d.id = ?`, [id])
  return findRow(deviceRow, rows)
}
