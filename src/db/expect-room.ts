import type { Knex } from 'knex'
import { SetupError } from '../errors.ts'
import { mostConnections } from './create-database.ts'

/** Limits of the server, the database and the role; -1 is none. A session of a database is what a client has. */
const QUERY = `
  select current_setting('max_connections')::int as max,
         current_setting('superuser_reserved_connections')::int
           + coalesce(current_setting('reserved_connections', true), '0')::int as reserved,
         (select datconnlimit from pg_database where datname = current_database()) as of_database,
         (select rolconnlimit from pg_roles where rolname = session_user) as of_role,
         (select count(*) from pg_stat_activity where datid is not null and pid <> pg_backend_pid()) as used`

/**
 * Looks whether PostgreSQL has room for all connections that a relay may open: one that finds out later fails when it
 * is busiest.
 * @throws SetupError with the sum.
 */
export const expectRoom = async (db: Knex, needed = mostConnections): Promise<void> => {
  const { rows } = await db.raw(QUERY)
  const { max, reserved, of_database, of_role, used } = rows[0]
  const left = max - reserved - used
  const limits = [of_database, of_role].filter((limit) => limit >= 0)
  if (left >= needed && limits.every((limit) => limit >= needed)) return
  const sum = `max_connections ${max} - ${reserved} reserved - ${used} in use = ${left}`
  const own = limits.length > 0 ? `, and its database or role is limited to ${Math.min(...limits)}` : ''
  throw new SetupError(
    `PostgreSQL has no room for a relay, which takes up to ${needed} connections: ${sum}${own}. Raise max_connections, or end what uses them.`,
  )
}
