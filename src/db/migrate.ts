import { readFile } from 'node:fs/promises'
import type { Knex } from 'knex'
import { listMigrations, migrationsFolder, refuseNewerSchema } from './check-schema.ts'

/** Runs those of the named migrations that a database has not been through; the names are all that it may have been through. */
export const applyMigrations = async (db: Knex, names: string[]): Promise<void> => {
  const source = {
    getMigrations: async () => names,
    getMigrationName: (name: string) => name,
    getMigration: async (name: string) => {
      const sql = await readFile(new URL(name, migrationsFolder), 'utf8')
      return {
        up: async (trx: Knex) => {
          await trx.raw(sql)
        },
        down: async () => {
          throw new Error('Migrations only go forward: restore a backup to go back.')
        },
      }
    },
  }
  await db.migrate.forceFreeMigrationsLock({ migrationSource: source })
  await db.migrate.latest({ migrationSource: source })
}

/**
 * Has relays that start wait until a transaction has ended. An advisory lock ends with its session, so a relay killed in a
 * migration blocks nobody (knex's own lock would).
 */
export const holdMigrations = async (trx: Knex): Promise<void> => {
  await trx.raw("select pg_advisory_xact_lock(hashtext('tinymlaas-migrate'))")
}

/**
 * Brings the schema up to date; relays that start together wait for each other. Migrations are plain SQL files.
 * @throws SetupError when a newer version has changed it.
 */
export const migrate = (db: Knex): Promise<void> =>
  db.transaction(async (lock) => {
    await holdMigrations(lock)
    await refuseNewerSchema(lock)
    await applyMigrations(db, await listMigrations())
  })
