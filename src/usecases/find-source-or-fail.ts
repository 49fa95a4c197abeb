import type { Executor } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { findArtifact } from '../store/runs/find-artifact.ts'
import { findCompiledModelOrFail } from './find-compiled-model-or-fail.ts'

/**
 * The C++ source of a compiled model.
 * @throws AppError `not-found`.
 */
export const findSourceOrFail = async (db: Executor, compiledModelId: number | null) => {
  const { run_id } = await findCompiledModelOrFail(db, compiledModelId)
  const source = await findArtifact(db, run_id, 'target_model.cc')
  if (!source) throw new AppError('not-found', 'This compiled model has no C++ source.')
  return source
}
