import type { Executor } from '../db/create-database.ts'
import { transaction } from '../db/transaction.ts'
import { insertBridge, listBridges } from '../store/bridges.ts'
import { insertDataset, listDatasets } from '../store/datasets/datasets.ts'
import { insertDevice, listDevices } from '../store/devices.ts'
import { demoBridges, demoDatasets, demoDevices } from './demo-data.ts'

/** `loaded`: now; `present`: they were there already; `occupied`: other rows are, and nothing was changed. */
export type DemoOutcome = 'loaded' | 'present' | 'occupied'

const insertAll = async (trx: Executor) => {
  const bridgeIds: number[] = []
  for (const bridge of demoBridges) bridgeIds.push((await insertBridge(trx, bridge)).id)
  for (const { bridge, ...device } of demoDevices) {
    await insertDevice(trx, { ...device, bridge_id: bridgeIds[bridge] ?? null })
  }
  for (const dataset of demoDatasets) await insertDataset(trx, dataset)
}

/** Loads the predecessor's rows into an empty database, where they get its ids; all of them, or none. */
export const loadDemoRows = (db: Executor): Promise<DemoOutcome> =>
  transaction(db, async (trx) => {
    await trx.raw("select pg_advisory_xact_lock(hashtext('tinymlaas-demo-rows'))")
    const [bridges, devices, datasets] = [
      await listBridges(trx),
      await listDevices(trx),
      await listDatasets(trx),
    ]
    const hasAll = <T>(rows: T[], wanted: T[keyof T][], key: keyof T) =>
      wanted.every((value) => rows.some((row) => row[key] === value))
    const isPresent =
      hasAll(
        bridges,
        demoBridges.map(({ address }) => address),
        'address',
      ) &&
      hasAll(
        devices,
        demoDevices.map(({ serial }) => serial),
        'serial',
      ) &&
      hasAll(
        datasets,
        demoDatasets.map(({ name }) => name),
        'name',
      )
    if (isPresent) return 'present'
    if (bridges.length + devices.length + datasets.length > 0) return 'occupied'
    await insertAll(trx)
    return 'loaded'
  })
