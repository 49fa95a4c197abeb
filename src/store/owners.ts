import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow } from './rows.ts'

/** As callers see it. */
export const ownerName = z
  .string()
  .nullable()
  .describe('Token that it belongs to; null belongs to everybody with the scope run.')

/** What has an owner. */
export type Owned = 'dataset' | 'model' | 'run' | 'alias' | 'webhook'

const keys = {
  dataset: 'datasets where id',
  model: 'models where id',
  run: 'runs where id',
  alias: 'model_aliases where alias',
  webhook: 'webhooks where id',
} as const satisfies Record<Owned, string>

/** Who owns a thing: `owner` is null where everybody does. Null when there is no such thing. An owner never changes. */
export const findOwner = async (db: Knex, thing: Owned, id: number | string) => {
  const { rows } = await db.raw(`select owner from ${keys[thing]} = ?`, [id])
  return findRow(z.object({ owner: z.string().nullable() }), rows)
}
