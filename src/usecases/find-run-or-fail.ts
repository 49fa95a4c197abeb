import type { RunView } from '../contract/run.ts'
import type { Executor } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { findRun } from '../store/runs/find-run.ts'

/** @throws AppError `not-found`. */
export const findRunOrFail = async (db: Executor, runId: string): Promise<RunView> => {
  const run = await findRun(db, runId)
  if (!run)
    throw new AppError('not-found', `There is no run ${runId}.`, { hint: 'GET /runs lists what exists.' })
  return run
}
