import type { Executor } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { findCompiledModel } from '../store/models/find-compiled-model.ts'

/** @throws AppError `not-found`. */
export const findCompiledModelOrFail = async (db: Executor, id: number | null) => {
  const found = id === null ? null : await findCompiledModel(db, id)
  if (found) return found
  throw new AppError('not-found', 'Unknown compiled model id.', { hint: 'GET /compiled_models/ lists them.' })
}
