import type { Knex } from 'knex'
import { z } from 'zod'
import { bridgeRow } from './bridges.ts'
import { installerRow } from './installers.ts'
import { everything, findRow, type IdPage, readRow } from './rows.ts'

/** A device as the predecessor's clients unpack it: the order of the keys is part of the contract. */
export const deviceRow = z
  .object({
    name: z.string(),
    connection: z.string().nullable(),
    installer_id: z.int(),
    model: z.string(),
    description: z.string(),
    serial: z.string(),
    id: z.int(),
    installer: installerRow.nullable(),
    bridge: bridgeRow.nullable(),
  })
  .meta({ id: 'Device' })
export type DeviceRow = z.infer<typeof deviceRow>

/** SQL of device rows for toDevice, to be followed by a condition or an order. */
const selectDevices = `
  select d.name, d.connection, d.installer_id, d.model, d.description, d.serial, d.id, i.name as installer_name,
         b.id as bridge_id, b.address as bridge_address, b.name as bridge_name, b.https as bridge_https
  from devices d join installers i on i.id = d.installer_id left join bridges b on b.id = d.bridge_id`

const selected = deviceRow.omit({ installer: true, bridge: true }).extend({
  installer_name: z.string(),
  bridge_id: z.int().nullable(),
  bridge_address: z.string().nullable(),
  bridge_name: z.string().nullable(),
  bridge_https: z.boolean().nullable(),
})

/** Nests what a join gives: for a thousand rows in half the time that JSON made in PostgreSQL takes. */
const toDevice = (row: unknown): DeviceRow => {
  const { installer_name, bridge_id, bridge_address, bridge_name, bridge_https, ...device } =
    selected.parse(row)
  return deviceRow.parse({
    ...device,
    installer: { name: installer_name, id: device.installer_id },
    bridge:
      bridge_id === null
        ? null
        : { address: bridge_address, name: bridge_name, https: bridge_https, id: bridge_id },
  })
}

export const listDevices = async (db: Knex, page: IdPage = everything): Promise<DeviceRow[]> => {
  const { rows } = await db.raw(`${selectDevices} where d.id > :after order by d.id limit :limit`, {
    ...page,
  })
  return rows.map(toDevice)
}

export const findDevice = async (db: Knex, id: number): Promise<DeviceRow | null> => {
  const { rows } = await db.raw(`${selectDevices} where d.id = ?`, [id])
  return rows.length === 0 ? null : toDevice(rows[0])
}

export interface NewDevice {
  name: string
  connection: string | null
  installer_id: number
  model: string
  description: string
  serial: string
  bridge_id: number | null
}

/** Returns the id. A taken serial and an unknown installer or bridge violate the constraints named here. */
export const insertDevice = async (db: Knex, device: NewDevice): Promise<number> => {
  const { rows } = await db.raw(
    `insert into devices (name, connection, installer_id, model, description, serial, bridge_id)
     values (:name, :connection, :installer_id, :model, :description, :serial, :bridge_id) returning id`,
    { ...device },
  )
  return readRow(z.object({ id: z.int() }), rows).id
}

/** Constraint of the database -> the column at fault. */
export const deviceConstraints: Record<string, string> = {
  devices_serial_key: 'serial',
  devices_installer_id_fkey: 'installer_id',
  devices_bridge_id_fkey: 'bridge_id',
}

/** False when there was none. */
export const deleteDevice = async (db: Knex, id: number): Promise<boolean> => {
  const { rowCount } = await db.raw('delete from devices where id = ?', [id])
  return rowCount > 0
}

/** The board that a device is said to be; null where nobody said. */
export const findDeviceBoard = async (db: Knex, deviceId: number): Promise<string | null> => {
  const { rows } = await db.raw('select board from devices where id = ?', [deviceId])
  return findRow(z.object({ board: z.string().nullable() }), rows)?.board ?? null
}

/** False when there is no such device. */
export const setDeviceBoard = async (db: Knex, deviceId: number, board: string | null): Promise<boolean> => {
  const { rowCount } = await db.raw('update devices set board = ? where id = ?', [board, deviceId])
  return rowCount > 0
}
