import type { Knex } from 'knex'
import { z } from 'zod'
import { readRow } from '../rows.ts'

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
