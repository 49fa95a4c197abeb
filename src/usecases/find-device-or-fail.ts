import type { Executor } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { findDevice } from '../store/devices/find-device.ts'

/** @throws AppError `not-found`. */
export const findDeviceOrFail = async (db: Executor, id: number | null) => {
  const device = id === null ? null : await findDevice(db, id)
  if (!device)
    throw new AppError('not-found', 'Unknown device id.', { hint: 'GET /devices/ lists the devices.' })
  return device
}
