import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { createDatabase } from '../../src/db/create-database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { CHUNK_BYTES } from '../../src/store/blobs/gather-first.ts'
import { createLease } from '../../src/store/blobs/lease.ts'
import { readBlob } from '../../src/store/blobs/read-blob.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { startOwnPostgres } from './support/own-postgres.ts'

const useOwnDatabase = async () => {
  const postgres = await startOwnPostgres()
  onTestFinished(() => postgres[Symbol.asyncDispose]())
  // What a commit did not wait for stays in memory for long, as it may for a fifth of a second otherwise.
  await postgres.ask('alter system set wal_writer_delay = 10000')
  await postgres.ask('select pg_reload_conf()')
  const db = createDatabase(postgres.url, silentLogger)
  onTestFinished(() => db.close())
  await migrate(db.knex)
  await sleep(500)
  const crash = async () => {
    await postgres.kill()
    await postgres.start()
    await sleep(300)
  }
  return { db, crash }
}

it('never calls a blob whole of which a crash of PostgreSQL has lost a part', async () => {
  const { db, crash } = await useOwnDatabase()
  const bytes = randomBytes(5 * CHUNK_BYTES)
  async function* slowly() {
    // The row itself is on the disk by the time of the crash, the chunks after it are not.
    yield bytes.subarray(0, 2 * CHUNK_BYTES)
    await db.knex.raw('create table flush_the_log (); drop table flush_the_log')
    yield bytes.subarray(2 * CHUNK_BYTES, 4 * CHUNK_BYTES)
    await crash()
    yield bytes.subarray(4 * CHUNK_BYTES)
  }
  const stored = await createLease(db.bulk)
    .write(slowly())
    .catch((error: unknown) => error)
  if (stored instanceof Error) return
  const { rows } = await db.knex.raw("select id from blobs where state = 'ready'")
  for (const { id } of rows) expect((await buffer(readBlob(db.streams, id))).equals(bytes)).toBe(true)
}, 60_000)

it('keeps what it has called whole, though PostgreSQL crashes at once', async () => {
  const { db, crash } = await useOwnDatabase()
  const bytes = randomBytes(3 * CHUNK_BYTES)
  async function* source() {
    yield bytes
  }
  const { id } = await createLease(db.bulk).write(source())
  await crash()
  const { rows } = await db.knex.raw('select state from blobs where id = ?', [id])
  expect(rows).toEqual([{ state: 'ready' }])
  expect((await buffer(readBlob(db.streams, id))).equals(bytes)).toBe(true)
}, 60_000)
