import { createHash, randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { CHUNK_BYTES } from '../../../src/store/blobs/gather-first.ts'
import { createLease, withLease } from '../../../src/store/blobs/lease.ts'
import { readBlob } from '../../../src/store/blobs/read-blob.ts'
import { createBlobReader } from '../../../src/store/blobs/read-nearby.ts'
import { insertDataset } from '../../../src/store/datasets/datasets.ts'
import { putDatasetFiles } from '../../../src/store/datasets/put-files.ts'
import { type TestDatabase, useTestDatabase } from '../../support/create-test-database.ts'

const once = async function* (data: Buffer) {
  yield data
}
const countBlobs = async (db: TestDatabase) =>
  Number((await db.knex.raw('select count(*) as n from blobs')).rows[0].n)
const refer = (db: TestDatabase, dataset: number, blobs: { id: string; bytes: number }[]) =>
  db.knex.transaction((trx) =>
    putDatasetFiles(
      trx,
      dataset,
      blobs.map(({ id, bytes }, at) => ({
        path: `${at}.png`,
        label: 'a',
        split: null,
        blobId: id,
        bytes,
        mediaType: null,
        width: null,
        height: null,
        problem: null,
      })),
    ),
  )

it('stores many small contents together, empty, large and repeated ones among them', async () => {
  const db = await useTestDatabase()
  const contents = Array.from({ length: 450 }, (_, at) => randomBytes(1 + (at % 900)))
  contents.push(Buffer.alloc(0), randomBytes(2 * CHUNK_BYTES + 7), contents[0] ?? Buffer.alloc(0))
  const dataset = await insertDataset(db.knex, { name: 'd', description: 'd' })
  const stored = await withLease(db.bulk, async (_single, { write, flush }) => {
    // A writer's memory is its own again as soon as the write is answered.
    const written = []
    for (const content of contents) {
      const borrowed = Buffer.from(content)
      written.push(await write(once(borrowed)))
      borrowed.fill(0)
    }
    await flush()
    await refer(db, dataset, written)
    return written
  })
  expect(stored[0]?.id).toBe(stored.at(-1)?.id)
  expect(await countBlobs(db)).toBe(contents.length - 1)
  for (const at of [0, 1, 199, 200, 449, 450, 451]) {
    const content = contents[at] ?? Buffer.alloc(0)
    expect(stored[at]).toMatchObject({
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })
    expect(await buffer(readBlob(db.streams, stored[at]?.id ?? ''))).toEqual(content)
  }
})

it('lets two that store the same contents, in opposite orders, end with the same blobs', async () => {
  const db = await useTestDatabase()
  const contents = Array.from({ length: 600 }, () => randomBytes(50))
  const store = async (order: Buffer[]) => {
    const { batched, end } = createLease(db.bulk)
    const written = []
    for (const content of order) written.push(await batched.write(once(content)))
    await batched.flush()
    return { ids: written.map(({ id }) => id), end }
  }
  const [first, second] = await Promise.all([store(contents), store(contents.toReversed())])
  expect(first.ids).toEqual(second.ids.toReversed())
  await first.end()
  // What one gives up the other still holds.
  expect(await countBlobs(db)).toBe(contents.length)
  await second.end()
  expect(await countBlobs(db)).toBe(0)
})

it('leaves nothing behind when its user gives up in the middle of a batch', async () => {
  const db = await useTestDatabase()
  await expect(
    withLease(db.bulk, async (_single, { write }) => {
      for (let at = 0; at < 250; at++) await write(once(randomBytes(40)))
      throw new Error('hung up')
    }),
  ).rejects.toThrow('hung up')
  expect(await countBlobs(db)).toBe(0)
})

it('says at the next write or at the flush that a batch has failed', async () => {
  const db = await useTestDatabase()
  const { batched, end } = createLease(db.bulk)
  await db.knex.raw('alter table blob_chunks add check (octet_length(data) <> 41)')
  const writeAll = async () => {
    for (let at = 0; at < 500; at++) await batched.write(once(randomBytes(41)))
  }
  await expect(writeAll()).rejects.toThrow(/violates check constraint/)
  await expect(batched.flush()).rejects.toThrow(/violates check constraint/)
  await end()
  expect(await countBlobs(db)).toBe(0)
})

it('is read in any ranges, each chunk fetched once for those near each other', async () => {
  const db = await useTestDatabase()
  const content = randomBytes(3 * CHUNK_BYTES + 100)
  const { write } = createLease(db.bulk)
  const blob = await write(once(content))
  let queries = 0
  const counting = new Proxy(db.streams, {
    get: (pool, name) => {
      if (name === 'query' || name === 'connect') queries += 1
      const value = Reflect.get(pool, name)
      return typeof value === 'function' ? value.bind(pool) : value
    },
  })
  const { read, readRange } = createBlobReader(counting, blob)
  const ends = [
    0,
    1,
    700,
    CHUNK_BYTES - 3,
    CHUNK_BYTES + 9,
    2 * CHUNK_BYTES,
    3 * CHUNK_BYTES + 99,
    content.length,
  ]
  for (const [at, start] of ends.entries())
    for (const end of ends.slice(at + 1)) {
      const expected = content.subarray(start, end)
      expect(await buffer(read(start, end)), `${start} ${end}`).toEqual(expected)
      expect(await readRange(start, end), `${start} ${end}`).toEqual(expected)
    }
  queries = 0
  for (let start = 0; start < 20_000; start += 100) await readRange(start, start + 100)
  expect(queries).toBeLessThanOrEqual(1)
})
