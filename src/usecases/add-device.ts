import type { Executor } from '../db/create-database.ts'
import { AppError, constraintOf } from '../errors.ts'
import {
  type DeviceRow,
  deviceConstraints,
  findDevice,
  insertDevice,
  type NewDevice,
} from '../store/devices.ts'
import { MAX_ID } from '../store/sql.ts'

/** What the predecessor said of every device that its database refused. */
const REFUSED = 'Insufficient device information.'
const hints: Record<string, string> = {
  serial: 'Another device has this serial number; serials are unique.',
  installer_id: 'GET /installers/ lists the installers.',
  bridge_id: 'GET /bridges/ lists the bridges.',
}

const refusal = (column: string, cause?: unknown) =>
  new AppError('invalid-request', REFUSED, { loc: ['body', column], hint: hints[column] ?? '', cause })

/** @throws AppError `invalid-request` that names the field the database refuses. */
export const addDevice = async (db: Executor, device: NewDevice): Promise<DeviceRow> => {
  // What is no 32-bit number cannot be an id, and Postgres would call it a defect of ours.
  for (const column of ['installer_id', 'bridge_id'] as const) {
    const id = device[column]
    if (id !== null && (id < 1 || id > MAX_ID)) throw refusal(column)
  }
  try {
    const row = await findDevice(db, await insertDevice(db, device))
    if (row) return row
  } catch (error) {
    const column = deviceConstraints[constraintOf(error) ?? '']
    if (column) throw refusal(column, error)
    throw error
  }
  throw new AppError('not-found', 'The device was deleted as soon as it was made.')
}
