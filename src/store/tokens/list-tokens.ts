import type { Knex } from 'knex'
import { z } from 'zod'
import { readRow, readRows } from '../rows.ts'
import { isoTime } from '../sql.ts'

const row = z.object({
  name: z.string(),
  scopes: z.array(z.string()),
  created: z.string(),
  last_used: z.string().nullable(),
  revoked: z.string().nullable(),
})

/** All tokens, also the revoked ones; never the tokens themselves. */
export const listTokens = async (db: Knex) => {
  const { rows } = await db.raw(
    `select name, scopes, ${isoTime('created_at')} as created, ${isoTime('last_used_at')} as last_used,
            ${isoTime('revoked_at')} as revoked from api_tokens order by id`,
  )
  return readRows(row, rows)
}

/** Number of tokens that are valid. */
export const countTokens = async (db: Knex): Promise<number> => {
  const { rows } = await db.raw('select count(*) as tokens from api_tokens where revoked_at is null')
  return readRow(z.object({ tokens: z.int() }), rows).tokens
}
