import type { BridgeClient } from '../bridge/create-bridge-client.ts'
import type { Database } from '../db/create-database.ts'
import { readBlob } from '../store/blobs/read-blob.ts'
import { expectBridgeAnswer } from './expect-bridge-answer.ts'
import { findBridgeOrFail } from './find-bridge-or-fail.ts'
import { findCompiledModelOrFail } from './find-compiled-model-or-fail.ts'
import { findDeviceOrFail } from './find-device-or-fail.ts'
import { findSourceOrFail } from './find-source-or-fail.ts'
import { refuseUnfitModel } from './refuse-unfit-model.ts'

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
