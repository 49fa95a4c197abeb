import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'
import { CHUNK_BYTES } from '../../../src/store/blobs/gather-first.ts'
import { createLease, withLease } from '../../../src/store/blobs/lease.ts'
import { readBlob } from '../../../src/store/blobs/read-blob.ts'
import { sweepBlobs } from '../../../src/store/blobs/sweep-blobs.ts'
import type { StoredBlob } from '../../../src/store/blobs/write-blob.ts'
import { insertDataset } from '../../../src/store/datasets/datasets.ts'
import { putDatasetFiles } from '../../../src/store/datasets/put-files.ts'
import { type TestDatabase, useTestDatabase } from '../../support/create-test-database.ts'

const ROUNDS = 20
const sizes = [{ bytes: 100 }, { bytes: 2 * CHUNK_BYTES + 5 }]
const inPieces = async function* (data: Buffer) {
  for (let at = 0; at < data.length; at += 60_000) yield data.subarray(at, at + 60_000)
}
const fileOf = (path: string, { id, bytes }: StoredBlob) => ({
  path,
  label: 'a',
  split: null,
  blobId: id,
  bytes,
  mediaType: null,
  width: null,
  height: null,
  problem: null,
})
const put = (db: TestDatabase, dataset: number, files: Record<string, StoredBlob>) =>
  db.knex.transaction((trx) =>
    putDatasetFiles(
      trx,
      dataset,
      Object.entries(files).map(([path, blob]) => fileOf(path, blob)),
    ),
  )
const newDataset = (db: TestDatabase) => insertDataset(db.knex, { name: 'd', description: 'd' })
const idsOf = async (db: Knex, table = 'blobs') =>
  (await db.raw(`select id from ${table} order by id`)).rows.map(({ id }: { id: string }) => id)
const killHolders = (db: Knex) => db.raw("update blob_leases set until = now() - interval '1 second'")

describe.each(sizes)('a lease on content of $bytes bytes', ({ bytes }) => {
  it('ends with nothing but what something refers to', async () => {
    const db = await useTestDatabase()
    const dataset = await newDataset(db)
    const used = await withLease(db.knex, async (write) => {
      const blob = await write(inPieces(randomBytes(bytes)))
      await write(inPieces(randomBytes(bytes)))
      await put(db, dataset, { a: blob })
      return blob
    })
    expect(await idsOf(db.knex)).toEqual([used.id])
    await expect(
      withLease(db.knex, async (write) => {
        await write(inPieces(randomBytes(bytes)))
        throw new Error('hung up')
      }),
    ).rejects.toThrow('hung up')
    expect(await idsOf(db.knex)).toEqual([used.id])
    // What was noted for the sweep is seen once.
    expect(await sweepBlobs(db.knex)).toBe(0)
    expect(await idsOf(db.knex, 'released_blobs')).toEqual([])
  })

  it('protects what another writer of the same content gives up, in whatever order they come', async () => {
    const db = await useTestDatabase()
    const dataset = await newDataset(db)
    for (const [first, second] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const data = randomBytes(bytes)
      const leases = [createLease(db.knex), createLease(db.knex)]
      const blobs = [await leases[0]?.write(inPieces(data)), await leases[1]?.write(inPieces(data))]
      await leases[first]?.end()
      await sweepBlobs(db.knex)
      await put(db, dataset, { [`${first}`]: blobs[second] as StoredBlob })
      await leases[second]?.end()
      await sweepBlobs(db.knex)
      expect((await buffer(readBlob(db.streams, blobs[second]?.id ?? ''))).equals(data)).toBe(true)
    }
  })

  it('protects content whose dataset is deleted meanwhile', async () => {
    const db = await useTestDatabase()
    const data = randomBytes(bytes)
    const [theirs, mine] = [await newDataset(db), await newDataset(db)]
    await withLease(db.knex, async (write) => put(db, theirs, { a: await write(inPieces(data)) }))
    await withLease(db.knex, async (write) => {
      const blob = await write(inPieces(data))
      await db.knex.raw('delete from datasets where id = ?', [theirs])
      await sweepBlobs(db.knex)
      await put(db, mine, { a: blob })
    })
    await sweepBlobs(db.knex)
    expect(await idsOf(db.knex)).toHaveLength(1)
  })

  it('leaves nothing when all who hold the content end at once', async () => {
    const db = await useTestDatabase()
    for (let round = 0; round < ROUNDS; round++) {
      const data = randomBytes(bytes)
      const leases = Array.from({ length: 4 }, () => createLease(db.knex))
      await Promise.all(leases.map(({ write }) => write(inPieces(data))))
      await Promise.all(leases.map(({ end }) => end()))
    }
    await sweepBlobs(db.knex)
    expect(await idsOf(db.knex)).toEqual([])
  })

  it('gives every writer whole content, while others write, give up, delete and sweep', async () => {
    const db = await useTestDatabase()
    const data = randomBytes(bytes)
    const keep = await newDataset(db)
    const writer = async (name: string) => {
      for (let round = 0; round < ROUNDS; round++) {
        await withLease(db.bulk, async (write) => {
          const blob = await write(inPieces(data))
          expect((await buffer(readBlob(db.streams, blob.id))).equals(data)).toBe(true)
          if (round % 3 === 0) return
          await put(db, keep, { [name]: blob })
        })
        await db.knex.raw('delete from dataset_files where path = ?', [name])
      }
    }
    const sweeper = async () => {
      for (let round = 0; round < ROUNDS; round++) await sweepBlobs(db.knex)
    }
    await Promise.all([writer('a'), writer('b'), writer('c'), writer('d'), sweeper()])
    await sweepBlobs(db.knex)
    expect(await idsOf(db.knex)).toEqual([])
  })

  it('is ended by the sweep when its holder has died, and not before', async () => {
    const db = await useTestDatabase()
    await createLease(db.knex).write(inPieces(randomBytes(bytes)))
    expect(await sweepBlobs(db.knex)).toBe(0)
    await killHolders(db.knex)
    expect(await sweepBlobs(db.knex)).toBe(1)
    expect(await idsOf(db.knex)).toEqual([])
  })
})

describe('the sweep', () => {
  it('removes what lost its last reference, by whatever way, and looks at nothing twice', async () => {
    const db = await useTestDatabase()
    const dataset = await newDataset(db)
    await withLease(db.knex, async (write) => {
      const [a, b, c] = [
        await write(inPieces(Buffer.from('a'))),
        await write(inPieces(Buffer.from('b'))),
        await write(inPieces(Buffer.from('c'))),
      ]
      await put(db, dataset, { 1: a, 2: a, 3: b })
      // The same name again: `b` is replaced, what is sent unchanged is not.
      await put(db, dataset, { 2: a, 3: c })
    })
    expect(await sweepBlobs(db.knex)).toBe(0)
    expect(await idsOf(db.knex)).toHaveLength(2)
    await db.knex.raw("delete from dataset_files where path = '1'")
    expect(await sweepBlobs(db.knex)).toBe(0)
    expect(await idsOf(db.knex, 'released_blobs')).toEqual([])
    await db.knex.raw('delete from datasets')
    expect(await sweepBlobs(db.knex)).toBe(2)
  })

  it('leaves for the next time what somebody has locked, and waits for nobody', async () => {
    const db = await useTestDatabase()
    const dataset = await newDataset(db)
    await createLease(db.knex).write(inPieces(Buffer.from('x')))
    await killHolders(db.knex)
    const [id] = await idsOf(db.knex)
    await db.knex.transaction(async (trx) => {
      await trx.raw('select 1 from blobs for key share')
      expect(await sweepBlobs(db.knex)).toBe(0)
      await putDatasetFiles(trx, dataset, [fileOf('a', { id, bytes: 1, sha256: '' })])
    })
    expect(await sweepBlobs(db.knex)).toBe(0)
    expect(await idsOf(db.knex)).toEqual([id])
    await db.knex.raw('delete from datasets')
    expect(await sweepBlobs(db.knex)).toBe(1)
  })

  it('takes a large backlog in batches, and looks at shared blobs that lost a lease only once', async () => {
    const db = await useTestDatabase()
    await db.knex.raw(
      `with blob as (insert into blobs (sha256, bytes, state)
         select sha256(n::text::bytea), 1, 'ready' from generate_series(1, 1000) n returning id)
       insert into blob_leases (holder, blob_id, until) select gen_random_uuid(), id, now() - interval '1 second' from blob`,
    )
    const dataset = await newDataset(db)
    await db.knex.raw(
      `insert into dataset_files (dataset_id, path, blob_id, bytes)
       select ?, b.id::text, b.id, 1 from blobs b order by b.id limit 600`,
      [dataset],
    )
    expect(await sweepBlobs(db.knex)).toBe(400)
    expect(await idsOf(db.knex)).toHaveLength(600)
    expect(await idsOf(db.knex, 'released_blobs')).toEqual([])
  })
})
