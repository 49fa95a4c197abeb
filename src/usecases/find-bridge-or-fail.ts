import type { Executor } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { findBridge } from '../store/bridges/find-bridge.ts'

/** @throws AppError `not-found`. */
export const findBridgeOrFail = async (db: Executor, id: number | null) => {
  const bridge = id === null ? null : await findBridge(db, id)
  if (!bridge)
    throw new AppError('not-found', 'Unknown bridge id.', { hint: 'GET /bridges/ lists the bridges.' })
  return bridge
}
