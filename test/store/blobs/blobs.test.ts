import { createHash, randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discardBlobs } from '../../../src/store/blobs/discard-blobs.ts'
import { readBlob } from '../../../src/store/blobs/read-blob.ts'
import { CHUNK_BYTES } from '../../../src/store/blobs/rechunk.ts'
import { sweepBlobs } from '../../../src/store/blobs/sweep-blobs.ts'
import { writeBlob } from '../../../src/store/blobs/write-blob.ts'
import { useTestDatabase } from '../../support/create-test-database.ts'

const inPieces = async function* (data: Buffer, piece: number) {
  for (let at = 0; at < data.length; at += piece) yield data.subarray(at, at + piece)
}
const count = async (
  db: { knex: { raw: (sql: string) => PromiseLike<{ rows: { n: number }[] }> } },
  table: string,
) => Number((await db.knex.raw(`select count(*)::int as n from ${table}`)).rows[0]?.n)

describe('blobs', () => {
  it('gives back what was written, at every size around a chunk', async () => {
    const db = await useTestDatabase()
    for (const bytes of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]) {
      const data = randomBytes(bytes)
      const blob = await writeBlob(db.knex, inPieces(data, 50_000))
      expect(blob).toMatchObject({ bytes, sha256: createHash('sha256').update(data).digest('hex') })
      expect((await buffer(readBlob(db.streams, blob.id))).equals(data)).toBe(true)
    }
  })

  it('reads any range', async () => {
    const db = await useTestDatabase()
    const data = randomBytes(3 * CHUNK_BYTES + 17)
    const blob = await writeBlob(db.knex, inPieces(data, 70_000))
    const position = fc.integer({ min: 0, max: data.length - 1 })
    await fc.assert(
      fc.asyncProperty(position, position, async (a, b) => {
        const range = { start: Math.min(a, b), end: Math.max(a, b) }
        const part = await buffer(readBlob(db.streams, blob.id, range))
        expect(part.equals(data.subarray(range.start, range.end + 1))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('stores equal content once, also when two write it at the same time', async () => {
    const db = await useTestDatabase()
    for (const bytes of [100, 2 * CHUNK_BYTES + 5]) {
      const data = randomBytes(bytes)
      const blobs = await Promise.all([1, 2, 3].map(() => writeBlob(db.knex, inPieces(data, 60_000))))
      expect(new Set(blobs.map(({ id }) => id)).size).toBe(1)
    }
    expect(await count(db, 'blobs')).toBe(2)
    expect(await count(db, 'blob_chunks')).toBe(1 + 3)
  })

  it('leaves nothing of a source that fails', async () => {
    const db = await useTestDatabase()
    const broken = async function* () {
      yield randomBytes(2 * CHUNK_BYTES)
      throw new Error('hung up')
    }
    await expect(writeBlob(db.knex, broken())).rejects.toThrow('hung up')
    expect(await count(db, 'blobs')).toBe(0)
  })

  it('ends the COPY when the reader goes away, and the pool stays usable', async () => {
    const db = await useTestDatabase()
    const blob = await writeBlob(db.knex, inPieces(randomBytes(20 * CHUNK_BYTES), 100_000))
    for (let i = 0; i < 20; i++) {
      const stream = readBlob(db.streams, blob.id)
      for await (const _ of stream) break
    }
    expect((await buffer(readBlob(db.streams, blob.id))).length).toBe(blob.bytes)
  })

  it('sweeps what is unused after its lease, and only that', async () => {
    const db = await useTestDatabase()
    const [used, unused, fresh] = [
      await writeBlob(db.knex, inPieces(Buffer.from('used'), 9)),
      await writeBlob(db.knex, inPieces(Buffer.from('unused'), 9)),
      await writeBlob(db.knex, inPieces(Buffer.from('fresh'), 9)),
    ]
    await db.knex.raw("insert into datasets (name, description) values ('d', 'd')")
    await db.knex.raw("insert into dataset_files (dataset_id, path, blob_id, bytes) values (1, 'a', ?, 4)", [
      used.id,
    ])
    await db.knex.raw("update blobs set lease_until = now() - interval '1 s' where id <> ?", [fresh.id])
    expect(await sweepBlobs(db.knex)).toBe(1)
    const { rows } = await db.knex.raw('select id from blobs')
    expect(rows.map(({ id }: { id: string }) => id).sort()).toEqual([used.id, fresh.id].sort())
    expect(unused.id).not.toBe(fresh.id)
  })

  it('discards its own writing, but not what another has renewed', async () => {
    const db = await useTestDatabase()
    const mine = await writeBlob(db.knex, inPieces(Buffer.from('content'), 9))
    const theirs = await writeBlob(db.knex, inPieces(Buffer.from('content'), 9))
    await discardBlobs(db.knex, [mine])
    expect(await count(db, 'blobs')).toBe(1)
    await discardBlobs(db.knex, [theirs])
    expect(await count(db, 'blobs')).toBe(0)
  })
})
