import { z } from 'zod'

/** A bridge as the predecessor's clients unpack it: the order of the keys is part of the contract. */
export const bridgeRow = z
  .object({ address: z.string(), name: z.string().nullable(), https: z.boolean(), id: z.int() })
  .meta({ id: 'Bridge' })
export type BridgeRow = z.infer<typeof bridgeRow>

export const bridgeColumns = 'b.address, b.name, b.https, b.id'
