import type { Knex } from 'knex'
import { readRows } from '../rows.ts'
import { type DeviceRow, deviceRow, selectDevices } from './device-row.ts'

export const listDevices = async (db: Knex): Promise<DeviceRow[]> => {
  const { rows } = await db.raw(`${selectDevices} order by d.id`)
  return readRows(deviceRow, rows)
}
