import type { RunView } from '../contract/run.ts'
import type { Executor } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { findBridge } from '../store/bridges.ts'
import { findDataset } from '../store/datasets/datasets.ts'
import { findDevice } from '../store/devices.ts'
import { findCompiledModel } from '../store/models/compiled.ts'
import { findArtifact } from '../store/runs/artifacts.ts'
import { findRun } from '../store/runs/queries.ts'

/** @throws AppError `not-found`. */
export const findDatasetOrFail = async (db: Executor, id: number) => {
  const dataset = await findDataset(db, id)
  if (!dataset)
    throw new AppError('not-found', `There is no dataset ${id}.`, {
      hint: 'GET /datasets/ lists what exists.',
    })
  return dataset
}

/** @throws AppError `not-found`. */
export const findCompiledModelOrFail = async (db: Executor, id: number | null) => {
  const found = id === null ? null : await findCompiledModel(db, id)
  if (found) return found
  throw new AppError('not-found', 'Unknown compiled model id.', { hint: 'GET /compiled_models/ lists them.' })
}

/** @throws AppError `not-found`. */
export const findRunOrFail = async (db: Executor, runId: string): Promise<RunView> => {
  const run = await findRun(db, runId)
  if (!run)
    throw new AppError('not-found', `There is no run ${runId}.`, { hint: 'GET /runs lists what exists.' })
  return run
}

/** @throws AppError `not-found`. */
export const findBridgeOrFail = async (db: Executor, id: number | null) => {
  const bridge = id === null ? null : await findBridge(db, id)
  if (!bridge)
    throw new AppError('not-found', 'Unknown bridge id.', { hint: 'GET /bridges/ lists the bridges.' })
  return bridge
}

/** @throws AppError `not-found`. */
export const findDeviceOrFail = async (db: Executor, id: number | null) => {
  const device = id === null ? null : await findDevice(db, id)
  if (!device)
    throw new AppError('not-found', 'Unknown device id.', { hint: 'GET /devices/ lists the devices.' })
  return device
}

/**
 * The C++ source that a compilation left.
 * @throws AppError `not-found`.
 */
export const findSourceOrFail = async (db: Executor, runId: string) => {
  const source = await findArtifact(db, runId, 'target_model.cc')
  if (!source) throw new AppError('not-found', 'This compiled model has no C++ source.')
  return source
}
