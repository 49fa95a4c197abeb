import type { BridgeClient } from '../bridge/create-bridge-client.ts'
import { compileReport } from '../contract/report/report.ts'
import type { Database, Executor } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { readBlob } from '../store/blobs/read-blob.ts'
import { findDeviceBoard } from '../store/devices.ts'
import { expectBridgeAnswer } from './expect-bridge-answer.ts'
import {
  findBridgeOrFail,
  findCompiledModelOrFail,
  findDeviceOrFail,
  findRunOrFail,
  findSourceOrFail,
} from './find-or-fail.ts'

export interface InstallRequest {
  compiledModelId: number | null
  bridgeId: number | null
  deviceId: number | null
  /** Although the model cannot fit the device's board. */
  force: boolean
  signal: AbortSignal
}

/**
 * Streams a compiled model's source to a bridge, which builds it and puts it on a device. Returns what the bridge
 * says; a build takes minutes.
 */
export const installModel = async (
  { db, bridges }: { db: Database; bridges: BridgeClient },
  { compiledModelId, bridgeId, deviceId, force, signal }: InstallRequest,
): Promise<string> => {
  const { run_id } = await findCompiledModelOrFail(db.knex, compiledModelId)
  const source = await findSourceOrFail(db.knex, run_id)
  const bridge = await findBridgeOrFail(db.knex, bridgeId)
  const device = await findDeviceOrFail(db.knex, deviceId)
  if (!force) await refuseUnfitModel(db.knex, run_id, device.id)
  const target = { installer: device.installer?.name ?? '', serial: device.serial }
  const model = { bytes: source.bytes, stream: () => readBlob(db.streams, source.blob_id) }
  const result = await bridges.install(bridge, target, model, { signal })
  return expectBridgeAnswer(result, { passStatusOn: true })
}

/**
 * Refuses a compiled model that cannot fit the board which a device is said to be. Without a board, or one that the
 * report does not know, there is nothing to compare.
 * @throws AppError `conflict` with the report's reason.
 */
const refuseUnfitModel = async (db: Executor, compiledRunId: string, deviceId: number): Promise<void> => {
  const board = await findDeviceBoard(db, deviceId)
  if (board === null) return
  const { report } = await findRunOrFail(db, compiledRunId)
  const fit = compileReport.parse(report).boards.find(({ id }) => id === board)
  // The bridge builds with TensorFlow Lite Micro, whatever else would fit. Reports of older images know nothing else.
  const micro = fit?.runtimes?.find(({ name }) => name === 'tflite-micro') ?? fit
  if (fit === undefined || (fit.verdict !== 'no' && micro?.verdict !== 'no')) return
  const needs = `it needs flash ${fit.flash_needed} of ${fit.flash_bytes} bytes, arena ${fit.arena_needed} of ${fit.ram_bytes} bytes of RAM`
  // Reports of older images have no reason.
  throw new AppError(
    'conflict',
    `The model does not fit ${fit.name}: ${fit.reason ?? micro?.reason ?? needs}.`,
    {
      hint: 'Train a smaller architecture or smaller pictures; ?force=true installs it all the same.',
      runId: compiledRunId,
    },
  )
}
