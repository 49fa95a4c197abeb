import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow } from './rows.ts'

/** As callers see it. */
export const ownerName = z
  .string()
  .nullable()
  .describe('Token that it belongs to; null belongs to everybody with the scope run.')

/** What has an owner. */
export type Owned = 'dataset' | 'model' | 'run'

const tables = { dataset: 'datasets', model: 'models', run: 'runs' } as const satisfies Record<Owned, string>

/** Who owns a thing: `owner` is null where everybody does. Null when there is no such thing. An owner never changes. */
export const findOwner = async (db: Knex, thing: Owned, id: number | string) => {
  const { rows } = await db.raw(`select owner from ${tables[thing]} where id = ?`, [id])
  return findRow(z.object({ owner: z.string().nullable() }), rows)
}
