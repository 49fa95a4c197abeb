import type { Knex } from 'knex'
import { type DeviceRow, selectDevices, toDevice } from './device-row.ts'

export const findDevice = async (db: Knex, id: number): Promise<DeviceRow | null> => {
  const { rows } = await db.raw(`${selectDevices} where d.id = ?`, [id])
  return rows.length === 0 ? null : toDevice(rows[0])
}
