import { randomInt } from 'node:crypto'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { createDatabase } from '../../src/db/create-database.ts'
import { silentLogger } from './silent-logger.ts'

const administer = async (sql: string) => {
  const admin = new pg.Client(inject('superuserUrl'))
  await admin.connect()
  try {
    await admin.query(sql)
  } finally {
    await admin.end()
  }
}

/** A fresh, migrated database of the relay's own role; `drop` removes it. */
export const createTestDatabase = async () => {
  const name = `test_${process.pid}_${randomInt(1e9)}`
  await administer(`create database ${name} template ${inject('templateDatabase')} owner tinymlaas`)
  const url = new URL(inject('superuserUrl'))
  url.pathname = name
  // The relay must do with what its own role may.
  const db = createDatabase(`${url.href}?options=-crole%3Dtinymlaas`, silentLogger)
  // A copy of the template is another installation.
  await db.knex.raw('update installation set id = gen_random_uuid()')
  return {
    ...db,
    url: `${url.href}?options=-crole%3Dtinymlaas`,
    administer,
    name,
    async drop() {
      await db.close()
      await administer(`drop database ${name} with (force)`)
    },
  }
}
export type TestDatabase = Awaited<ReturnType<typeof createTestDatabase>>

/** The same, dropped at the end of the test. */
export const useTestDatabase = async () => {
  const db = await createTestDatabase()
  onTestFinished(() => db.drop())
  return db
}

/** The address of an empty database of the relay's role, dropped at the end of the test. */
export const useEmptyDatabase = async (): Promise<string> => {
  const name = `test_${process.pid}_${randomInt(1e9)}`
  await administer(`create database ${name} owner tinymlaas`)
  onTestFinished(() => administer(`drop database ${name} with (force)`))
  const url = new URL(inject('superuserUrl'))
  url.pathname = name
  return `${url.href}?options=-crole%3Dtinymlaas`
}
