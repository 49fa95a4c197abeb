import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow } from '../rows.ts'

/** Id of a board in the catalogue, such as `esp32-s3`. */
export const boardId = z.string().regex(/^[a-z0-9-]{1,60}$/)

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
