import knex from 'knex'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts'
import { migrate } from '../../src/db/migrate.ts'
import { silentLogger } from './silent-logger.ts'

declare module 'vitest' {
  interface ProvidedContext {
    superuserUrl: string
    templateDatabase: string
  }
}

/** One real PostgreSQL for all test files, with a migrated template that each file clones. */
export default async function setup(project: TestProject) {
  const postgres = await startEmbeddedPostgres('.data/test', silentLogger)
  const templateDatabase = `template_${process.pid}`
  const admin = new pg.Client(postgres.superuserUrl)
  await admin.connect()
  // What an interrupted earlier run left.
  const { rows } = await admin.query(
    "select datname from pg_database where datname ~ '^(template|test)_[0-9]+'",
  )
  for (const { datname } of rows) await admin.query(`drop database if exists ${datname} with (force)`)
  await admin.query(`create database ${templateDatabase} owner tinymlaas`)
  const template = new URL(postgres.url)
  template.pathname = templateDatabase
  const db = knex({ client: 'pg', connection: template.href })
  await migrate(db)
  await db.destroy()
  project.provide('superuserUrl', postgres.superuserUrl)
  project.provide('templateDatabase', templateDatabase)
  return async () => {
    await admin.query(`drop database ${templateDatabase} with (force)`)
    await admin.end()
    await postgres.stop()
  }
}
