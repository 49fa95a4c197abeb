import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'

export const scopes = ['read', 'run', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** What is kept of a token. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

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
