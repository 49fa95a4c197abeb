import { readdir } from 'node:fs/promises'
import type { Knex } from 'knex'
import { SetupError } from '../errors.ts'

export const migrationsFolder = new URL('../../migrations/', import.meta.url)

/** Names of this version's migrations, in their order. */
export const listMigrations = async (): Promise<string[]> =>
  (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql')).sort()

/** There is no database of a relay yet, which a start would make. */
export class NoDatabaseYet extends SetupError {}

/** Names of the migrations that a database went through; none for an empty one. */
const listApplied = async (db: Knex): Promise<string[]> => {
  const { rows } = await db.raw("select to_regclass('knex_migrations') is not null as exists")
  return rows[0].exists ? db('knex_migrations').orderBy('name').pluck('name') : []
}

/** @throws SetupError when a newer version has changed the schema: what this one does not know of it, it would break. */
export const refuseNewerSchema = async (db: Knex): Promise<void> => {
  const known = await listMigrations()
  const unknown = (await listApplied(db)).filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new SetupError(
    `The database has the schema of a newer version, with ${unknown.at(-1)}: use that version, or restore a backup from before the upgrade.`,
  )
}

/** This version's migrations that a database has not been through. */
export const listMissing = async (db: Knex): Promise<string[]> => {
  const applied = await listApplied(db)
  return (await listMigrations()).filter((name) => !applied.includes(name))
}

/** @throws SetupError when the schema is not that of this version, NoDatabaseYet when there is none. */
export const expectSchema = async (db: Knex): Promise<void> => {
  await refuseNewerSchema(db)
  const missing = await listMissing(db)
  if (missing.length === (await listMigrations()).length)
    throw new NoDatabaseYet('The database is empty: the first start of a relay makes its tables.')
  if (missing.length === 0) return
  throw new SetupError(
    `The database has the schema of an older version, without ${missing.at(-1)}: start a relay of this version, which changes it (\`tinymlaas migrate\` does it too), or use the older version’s command.`,
  )
}
