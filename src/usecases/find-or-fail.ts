import type { RunView } from '../contract/run.ts'
import type { Executor } from '../db/create-database.ts'
import { AppError, type Loc } from '../errors.ts'
import { findBridge } from '../store/bridges.ts'
import { findDataset } from '../store/datasets/datasets.ts'
import { findDevice } from '../store/devices.ts'
import { findCompiledModel } from '../store/models/compiled.ts'
import { type FoundModel, findModel } from '../store/models/models.ts'
import { findArtifact } from '../store/runs/artifacts.ts'
import { findRun } from '../store/runs/queries.ts'

/*
 * What a request names and must be there. Each throws AppError `not-found`, with `loc` where the request's field is
 * to be named. An id that cannot exist is null.
 */

const missing = (detail: string, list: string, loc?: Loc) =>
  new AppError('not-found', detail, { hint: `GET ${list} lists what exists.`, ...(loc ? { loc } : {}) })

export const noDataset = (id: number, loc?: Loc) => missing(`There is no dataset ${id}.`, '/datasets/', loc)

export const noFile = () => new AppError('not-found', 'The dataset has no such file.')

export const noModel = (id: number, loc?: Loc) => missing(`There is no model ${id}.`, '/models/', loc)

export const noRun = (id: string) => missing(`There is no run ${id}.`, '/runs')

export const findDatasetOrFail = async (db: Executor, id: number, loc?: Loc) => {
  const dataset = await findDataset(db, id)
  if (!dataset) throw noDataset(id, loc)
  return dataset
}

/** With its newest version, or the one asked for. */
export const findModelOrFail = async (
  db: Executor,
  id: number,
  { version, loc }: { version?: number | undefined; loc?: Loc } = {},
): Promise<FoundModel> => {
  const model = await findModel(db, id, version)
  if (!model) throw noModel(id, loc)
  return model
}

/** A model, and the version of a dataset that it was trained on: by its newest training, or the one asked for. */
export const findTrainedDataOrFail = async (db: Executor, id: number, version: number | undefined) => {
  const model = await findModelOrFail(db, id, { version })
  const { dataset_version_id: datasetVersionId } = model
  if (datasetVersionId === null) {
    const hint = 'It is older than such lists, its dataset was deleted, or somebody let go of the list.'
    throw new AppError('not-found', `What model ${id} was trained on is not kept.`, { hint })
  }
  return { model, datasetVersionId }
}

export const findCompiledModelOrFail = async (db: Executor, id: number | null) => {
  const found = id === null ? null : await findCompiledModel(db, id)
  if (!found) throw missing('Unknown compiled model id.', '/compiled_models/')
  return found
}

export const findRunOrFail = async (db: Executor, id: string): Promise<RunView> => {
  const run = await findRun(db, id)
  if (!run) throw noRun(id)
  return run
}

export const findBridgeOrFail = async (db: Executor, id: number | null) => {
  const bridge = id === null ? null : await findBridge(db, id)
  if (!bridge) throw missing('Unknown bridge id.', '/bridges/')
  return bridge
}

export const findDeviceOrFail = async (db: Executor, id: number | null) => {
  const device = id === null ? null : await findDevice(db, id)
  if (!device) throw missing('Unknown device id.', '/devices/')
  return device
}

/** The C++ source that a compilation left. */
export const findSourceOrFail = async (db: Executor, runId: string) => {
  const source = await findArtifact(db, runId, 'target_model.cc')
  if (!source) throw new AppError('not-found', 'This compiled model has no C++ source.')
  return source
}
