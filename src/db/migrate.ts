import { readFile } from 'node:fs/promises'
import type { Knex } from 'knex'
import { listMigrations, migrationsFolder, refuseNewerSchema } from './check-schema.ts'

/**
 * Brings the schema up to date; relays that start together wait for each other. Migrations are plain SQL files.
 * @throws SetupError when a newer version has changed it.
 */
export const migrate = async (db: Knex) => {
  const files = await listMigrations()
  const source = {
    getMigrations: async () => files,
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
  // An advisory lock ends with its session, so a relay killed in a migration blocks nobody (knex's own lock would).
  await db.transaction(async (lock) => {
    await lock.raw("select pg_advisory_xact_lock(hashtext('tinymlaas-migrate'))")
    await refuseNewerSchema(lock)
    await db.migrate.forceFreeMigrationsLock({ migrationSource: source })
    await db.migrate.latest({ migrationSource: source })
  })
}
