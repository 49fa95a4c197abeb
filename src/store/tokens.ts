import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow, readRow, readRows } from './rows.ts'
import { isoTime } from './sql.ts'

export const scopes = ['read', 'run', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** What is kept of a token. */
const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Makes a token. It is returned this once; only its digest is stored. A taken name violates its constraint. */
export const insertToken = async (db: Knex, name: string, granted: Scope[]): Promise<string> => {
  const token = `tml_${randomBytes(32).toString('base64url')}`
  await db.raw('insert into api_tokens (name, sha256, scopes) values (?, ?, ?)', [
    name,
    hashToken(token),
    granted,
  ])
  return token
}

const foundToken = z.object({ name: z.string(), scopes: z.array(z.enum(scopes)) })

/** The name and scopes of a token that is valid; its last use is noted, to the minute. */
export const findToken = async (db: Knex, token: string) => {
  const { rows } = await db.raw(
    `with found as (select * from api_tokens where sha256 = ? and revoked_at is null),
     used as (update api_tokens t set last_used_at = now() from found
              where t.id = found.id and (found.last_used_at is null or found.last_used_at < now() - interval '1 minute'))
     select name, scopes from found`,
    [hashToken(token)],
  )
  return findRow(foundToken, rows)
}

const listedToken = z.object({
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
  return readRows(listedToken, rows)
}

/** Number of tokens that were ever made. */
export const countTokensEver = async (db: Knex): Promise<number> => {
  const { rows } = await db.raw('select count(*) as tokens from api_tokens')
  return readRow(z.object({ tokens: z.int() }), rows).tokens
}

/** Number of tokens that are valid. */
export const countTokens = async (db: Knex): Promise<number> => {
  const { rows } = await db.raw('select count(*) as tokens from api_tokens where revoked_at is null')
  return readRow(z.object({ tokens: z.int() }), rows).tokens
}

/** False when there was no valid token of this name. */
export const revokeToken = async (db: Knex, name: string): Promise<boolean> => {
  const { rowCount } = await db.raw(
    'update api_tokens set revoked_at = now() where name = ? and revoked_at is null',
    [name],
  )
  return rowCount > 0
}
