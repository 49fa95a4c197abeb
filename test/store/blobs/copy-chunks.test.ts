import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { CHUNK_BYTES } from '../../../src/store/blobs/gather-first.ts'
import { createLease } from '../../../src/store/blobs/lease.ts'
import { readBlob } from '../../../src/store/blobs/read-blob.ts'
import { useTestDatabase } from '../../support/create-test-database.ts'

/** Several pieces of one COPY each, and a rest. */
const LARGE = 11 * CHUNK_BYTES + 5

const parts = async function* (data: Buffer, beforeLast?: () => Promise<unknown>) {
  for (let at = 0; at < data.length; at += CHUNK_BYTES) {
    if (at + CHUNK_BYTES >= data.length) await beforeLast?.()
    yield data.subarray(at, at + CHUNK_BYTES)
  }
}

it('writers of large blobs at the same time bring each their own bytes', async () => {
  const db = await useTestDatabase()
  const { write, end } = createLease(db.bulk)
  const contents = Array.from({ length: 6 }, (_, i) => randomBytes(LARGE + i))
  const blobs = await Promise.all(contents.map((data) => write(parts(data))))
  for (const [i, { id }] of blobs.entries())
    expect((await buffer(readBlob(db.streams, id))).equals(contents[i] ?? Buffer.alloc(0))).toBe(true)
  await end()
})

it('a blob that vanished under its writer is the database’s failure, and the connection stays usable', async () => {
  const db = await useTestDatabase()
  const { write, end } = createLease(db.bulk)
  const vanish = () => db.knex.raw("delete from blob_leases; delete from blobs where state = 'writing'")
  await expect(write(parts(randomBytes(LARGE), vanish))).rejects.toMatchObject({ code: '57P02' })
  const { rows } = await db.knex.raw('select count(*)::int as n from blobs')
  expect(rows[0].n).toBe(0)
  for (let i = 0; i < 10; i++) expect((await write(parts(randomBytes(LARGE)))).bytes).toBe(LARGE)
  await end()
})

it('says at the next piece, or at the end, that one was refused, and leaves nothing', async () => {
  const db = await useTestDatabase()
  const { write, end } = createLease(db.bulk)
  await db.knex.raw('alter table blob_chunks add check (seq <> 2)')
  await expect(write(parts(randomBytes(LARGE)))).rejects.toThrow(/violates check constraint/)
  await end()
  const { rows } = await db.knex.raw(
    'select (select count(*) from blobs)::int as blobs, (select count(*) from blob_chunks)::int as chunks',
  )
  expect(rows[0]).toEqual({ blobs: 0, chunks: 0 })
})

it('a connection that is cut in the middle fails the write, not the process', async () => {
  const db = await useTestDatabase()
  const { write, end } = createLease(db.bulk)
  const cut = () =>
    db.knex.raw(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tinymlaas-bulk' and datname = current_database()",
    )
  await write(parts(randomBytes(LARGE), cut)).then(
    // Nothing was under way just then.
    ({ bytes }) => expect(bytes).toBe(LARGE),
    (error: Error) => expect(error.message).toMatch(/terminat|connection/i),
  )
  expect((await write(parts(randomBytes(LARGE)))).bytes).toBe(LARGE)
  await end()
})
