import type { Executor } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { findArtifact } from '../store/runs/find-artifact.ts'

/**
 * The C++ source that a compilation left.
 * @throws AppError `not-found`.
 */
export const findSourceOrFail = async (db: Executor, runId: string) => {
  const source = await findArtifact(db, runId, 'target_model.cc')
  if (!source) throw new AppError('not-found', 'This compiled model has no C++ source.')
  return source
}
