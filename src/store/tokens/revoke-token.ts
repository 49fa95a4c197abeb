import type { Knex } from 'knex'

/** False when there was no valid token of this name. */
export const revokeToken = async (db: Knex, name: string): Promise<boolean> => {
  const { rowCount } = await db.raw(
    'update api_tokens set revoked_at = now() where name = ? and revoked_at is null',
    [name],
  )
  return rowCount > 0
}
