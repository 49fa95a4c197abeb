import type { Knex } from 'knex'
import { type DeviceRow, selectDevices, toDevice } from './device-row.ts'

export const listDevices = async (db: Knex): Promise<DeviceRow[]> => {
  const { rows } = await db.raw(`${selectDevices} order by d.id`)
  return rows.map(toDevice)
}
