import { z } from 'zod'
import { bridgeRow } from '../bridges/bridge-row.ts'
import { installerRow } from '../installers/list-installers.ts'

/** A device as the predecessor's clients unpack it: the order of the keys is part of the contract. */
export const deviceRow = z
  .object({
    name: z.string(),
    connection: z.string().nullable(),
    installer_id: z.int(),
    model: z.string(),
    description: z.string(),
    serial: z.string(),
    id: z.int(),
    installer: installerRow.nullable(),
    bridge: bridgeRow.nullable(),
  })
  .meta({ id: 'Device' })
export type DeviceRow = z.infer<typeof deviceRow>

/** SQL of device rows, to be followed by a condition or an order. */
export const selectDevices = `
  select d.name, d.connection, d.installer_id, d.model, d.description, d.serial, d.id,
         json_build_object('name', i.name, 'id', i.id) as installer,
         case when b.id is null then null
              else json_build_object('address', b.address, 'name', b.name, 'https', b.https, 'id', b.id) end as bridge
  from devices d join installers i on i.id = d.installer_id left join bridges b on b.id = d.bridge_id`
