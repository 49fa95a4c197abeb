import knex from 'knex'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts'
import { migrate } from '../../src/db/migrate.ts'
import { silentLogger } from '../support/silent-logger.ts'

declare module 'vitest' {
  interface ProvidedContext {
    superuserUrl: string
    templateDatabase: string
  }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** One real PostgreSQL for all test files, with a migrated template that each file clones. */
export default async function setup(project: TestProject) {
  const { vitest } = project
  // `npm run test:unit` starts nothing.
  if (vitest.config.project.length > 0 && vitest.config.project.every((name) => name === 'unit')) return
  const postgres = await startEmbeddedPostgres('.data/test', silentLogger)
  const templateDatabase = `template_${process.pid}`
  const admin = new pg.Client(postgres.superuserUrl)
  await admin.connect()
  // What an interrupted earlier run left.
  const { rows } = await admin.query(
    "select datname from pg_database where datname ~ '^(template|test)_[0-9]+'",
  )
  for (const { datname } of rows) {
    // Another test run in the same tree is at work, and its databases are none of ours.
    if (isAlive(Number(datname.split('_')[1]))) continue
    await admin.query(`drop database if exists ${datname} with (force)`)
  }
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
    // Other connections are those of another test run, which goes on.
    const { rowCount } = await admin.query(
      "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    )
    await admin.end()
    if (rowCount === 0) await postgres.stop()
  }
}
