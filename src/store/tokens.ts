import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow, readRow, readRows } from './rows.ts'
import { isoTime } from './sql.ts'

export const scopes = ['read', 'run', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** SQL of a token that counts. */
const IS_VALID = 'revoked_at is null and (expires_at is null or expires_at > now())'

/** What is kept of a token. */
const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

const makeSecret = () => `tml_${randomBytes(32).toString('base64url')}`

/**
 * Makes a token, which counts for `seconds` or for ever. It is returned this once; only its digest is stored. A taken
 * name violates its constraint.
 */
export const insertToken = async (
  db: Knex,
  name: string,
  granted: Scope[],
  seconds: number | null = null,
): Promise<string> => {
  const token = makeSecret()
  await db.raw(
    `insert into api_tokens (name, sha256, scopes, expires_at)
     values (:name, :sha256, :granted, now() + :seconds::float8 * interval '1 second')`,
    { name, sha256: hashToken(token), granted, seconds },
  )
  return token
}

/** Gives a valid token another secret, which is returned; the old one counts for `graceSeconds`. Null without such a token. */
export const rotateToken = async (db: Knex, name: string, graceSeconds: number): Promise<string | null> => {
  const token = makeSecret()
  const { rowCount } = await db.raw(
    `update api_tokens set sha256 = :sha256, previous_sha256 = sha256,
       previous_until = now() + :graceSeconds * interval '1 second'
     where name = :name and ${IS_VALID}`,
    { name, sha256: hashToken(token), graceSeconds },
  )
  return rowCount > 0 ? token : null
}

const foundToken = z.object({
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  state: z.enum(['valid', 'revoked', 'expired', 'replaced']),
})

/** The name and scopes of a token, and whether it counts; its last use is noted, to the minute. */
export const findToken = async (db: Knex, token: string) => {
  const { rows } = await db.raw(
    `with found as (
       select id, name, scopes, last_used_at,
         case when revoked_at is not null then 'revoked'
              when expires_at <= now() then 'expired'
              when sha256 <> :sha256 and previous_until <= now() then 'replaced'
              else 'valid' end as state
       from api_tokens where sha256 = :sha256 or previous_sha256 = :sha256
     ), used as (
       update api_tokens t set last_used_at = now() from found
       where t.id = found.id and found.state = 'valid'
         and (found.last_used_at is null or found.last_used_at < now() - interval '1 minute')
     )
     select name, scopes, state from found`,
    { sha256: hashToken(token) },
  )
  return findRow(foundToken, rows)
}

const listedToken = z.object({
  name: z.string(),
  scopes: z.array(z.string()),
  created: z.string(),
  last_used: z.string().nullable(),
  expires: z.string().nullable(),
  is_expired: z.boolean(),
  revoked: z.string().nullable(),
})

/** All tokens, also the revoked ones; never the tokens themselves. */
export const listTokens = async (db: Knex) => {
  const { rows } = await db.raw(
    `select name, scopes, ${isoTime('created_at')} as created, ${isoTime('last_used_at')} as last_used,
            ${isoTime('expires_at')} as expires, coalesce(expires_at <= now(), false) as is_expired,
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
  const { rows } = await db.raw(`select count(*) as tokens from api_tokens where ${IS_VALID}`)
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
