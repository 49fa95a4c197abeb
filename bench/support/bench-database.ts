import { randomBytes } from 'node:crypto'
import knex from 'knex'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts'
import { migrate } from '../../src/db/migrate.ts'

const ignore = () => undefined
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore }

const INT8 = 20

/** A fresh, migrated database on an embedded PostgreSQL of the benchmarks' own. */
export const startBenchDatabase = async () => {
  // As the relay's own pools read it.
  pg.types.setTypeParser(INT8, Number)
  await using started = new AsyncDisposableStack()
  const postgres = await startEmbeddedPostgres('.data/bench', silent)
  started.defer(() => postgres.stop())
  const admin = knex({ client: 'pg', connection: postgres.superuserUrl, pool: { min: 0, max: 1 } })
  started.defer(() => admin.destroy())
  // Several may be there at once.
  const name = `bench_${process.pid}_${randomBytes(4).toString('hex')}`
  await admin.raw(`create database ${name} owner tinymlaas`)
  started.defer(() => admin.raw(`drop database ${name} with (force)`).then(ignore))
  const url = new URL(postgres.url)
  url.pathname = name
  const db = knex({ client: 'pg', connection: url.href, pool: { min: 0, max: 2 } })
  started.defer(() => db.destroy())
  await migrate(db)
  const all = started.move()
  return { url: url.href, db, stop: () => all.disposeAsync() }
}
