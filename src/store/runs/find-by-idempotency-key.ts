import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow } from '../rows.ts'

const row = z.object({ id: z.uuid(), request_sha256: z.instanceof(Buffer).nullable() })

/** The run that a request with this key made, with the digest of that request. */
export const findByIdempotencyKey = async (db: Knex, key: string) => {
  const { rows } = await db.raw('select id, request_sha256 from runs where idempotency_key = ?', [key])
  return findRow(row, rows)
}
