import { transaction } from '../../db/transaction.ts'
import { constraintOf } from '../../errors.ts'
import { deviceConstraints } from '../../store/devices.ts'
import { listInstallers } from '../../store/installers.ts'
import { findImported, insertImported } from '../../store/legacy-imports.ts'
import { type LegacyImport, toText } from './legacy-import.ts'
import type { LegacyRows } from './read-legacy-database.ts'

const isTrue = (https: string | null) => https !== null && /^(1|t|true|y|yes)$/i.test(https)

export const importBridges = async (job: LegacyImport, bridges: LegacyRows['Bridges']): Promise<void> => {
  for (const { id, address, name, https } of bridges) {
    const row = { source: job.source, kind: 'bridge', legacyId: id } as const
    if (!address) job.tell(`Bridge ${id} has no address and is left out.`)
    else if (await findImported(job.db.knex, row)) job.counts.bridge.present += 1
    else {
      const columns = {
        address: toText(address, 2048, '-'),
        name: name && toText(name, 200, '-'),
        https: isTrue(https),
      }
      await transaction(job.db.knex, (trx) => insertImported(trx, row, columns))
      job.counts.bridge.added += 1
    }
  }
}

export const importDevices = async (
  job: LegacyImport,
  { Devices, Installers }: Pick<LegacyRows, 'Devices' | 'Installers'>,
): Promise<void> => {
  const known = await listInstallers(job.db.knex)
  const nameOf = new Map(Installers.map(({ id, name }) => [id, name]))
  for (const device of Devices) {
    const { source } = job
    const row = { source, kind: 'device', legacyId: device.id } as const
    if (await findImported(job.db.knex, row)) {
      job.counts.device.present += 1
      continue
    }
    const about = `Device ${device.id} (${device.name ?? 'without a name'})`
    const installer = known.find(({ name }) => name === nameOf.get(device.installer_id ?? 0)) ?? known[0]
    if (installer?.name !== nameOf.get(device.installer_id ?? 0))
      job.tell(`${about} has no installer that is known here; it gets ${installer?.name ?? 'none'}.`)
    const bridge =
      device.bridge_id === null
        ? null
        : await findImported(job.db.knex, { source, kind: 'bridge', legacyId: device.bridge_id })
    if (device.bridge_id !== null && !bridge)
      job.tell(`${about} is at bridge ${device.bridge_id}, which there is not; it has none now.`)
    const columns = {
      name: toText(device.name, 200, 'Device'),
      connection: device.connection && toText(device.connection, 1000, '-'),
      installer_id: installer?.id,
      model: toText(device.model, 200, 'unknown'),
      description: toText(device.description, 2000, 'No description'),
      serial: toText(device.serial, 500, `legacy-${device.id}`),
      bridge_id: bridge?.id ?? null,
    }
    try {
      await transaction(job.db.knex, (trx) => insertImported(trx, row, columns))
      job.counts.device.added += 1
    } catch (error) {
      if (deviceConstraints[constraintOf(error) ?? ''] !== 'serial') throw error
      job.tell(`${about} is left out: another device has its serial ${columns.serial}.`)
    }
  }
}
