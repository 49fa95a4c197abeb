import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow } from '../rows.ts'
import { hashToken, scopes } from './insert-token.ts'

const row = z.object({ name: z.string(), scopes: z.array(z.enum(scopes)) })

/** The name and scopes of a token that is valid; its last use is noted, to the minute. */
export const findToken = async (db: Knex, token: string) => {
  const { rows } = await db.raw(
    `with found as (select * from api_tokens where sha256 = ? and revoked_at is null),
     used as (update api_tokens t set last_used_at = now() from found
              where t.id = found.id and (found.last_used_at is null or found.last_used_at < now() - interval '1 minute'))
     select name, scopes from found`,
    [hashToken(token)],
  )
  return findRow(row, rows)
}
