import { createHash, randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHUNK_BYTES } from '../../../src/store/blobs/gather-first.ts'
import { createLease } from '../../../src/store/blobs/lease.ts'
import { readBlob } from '../../../src/store/blobs/read-blob.ts'
import { useTestDatabase } from '../../support/create-test-database.ts'

const inPieces = async function* (data: Buffer, piece: number) {
  for (let at = 0; at < data.length; at += piece) yield data.subarray(at, at + piece)
}
const useWriter = async () => {
  const db = await useTestDatabase()
  return { db, write: createLease(db.knex).write }
}
const count = async (
  db: { knex: { raw: (sql: string) => PromiseLike<{ rows: { n: number }[] }> } },
  table: string,
) => Number((await db.knex.raw(`select count(*)::int as n from ${table}`)).rows[0]?.n)

describe('blobs', () => {
  it('gives back what was written, at every size around a chunk', async () => {
    const { db, write } = await useWriter()
    for (const bytes of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]) {
      const data = randomBytes(bytes)
      const blob = await write(inPieces(data, 50_000))
      expect(blob).toMatchObject({ bytes, sha256: createHash('sha256').update(data).digest('hex') })
      expect((await buffer(readBlob(db.streams, blob.id))).equals(data)).toBe(true)
    }
  })

  it('reads any range', async () => {
    const { db, write } = await useWriter()
    const data = randomBytes(3 * CHUNK_BYTES + 17)
    const blob = await write(inPieces(data, 70_000))
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
    const { db, write } = await useWriter()
    for (const bytes of [100, 2 * CHUNK_BYTES + 5]) {
      const data = randomBytes(bytes)
      const blobs = await Promise.all([1, 2, 3].map(() => write(inPieces(data, 60_000))))
      expect(new Set(blobs.map(({ id }) => id)).size).toBe(1)
    }
    expect(await count(db, 'blobs')).toBe(2)
    expect(await count(db, 'blob_chunks')).toBe(1 + 3)
  })

  it('leaves nothing of a source that fails', async () => {
    const { db, write } = await useWriter()
    const broken = async function* () {
      yield randomBytes(2 * CHUNK_BYTES)
      throw new Error('hung up')
    }
    await expect(write(broken())).rejects.toThrow('hung up')
    expect(await count(db, 'blobs')).toBe(0)
  })

  it('ends the COPY when the reader goes away, and the pool stays usable', async () => {
    const { db, write } = await useWriter()
    const blob = await write(inPieces(randomBytes(20 * CHUNK_BYTES), 100_000))
    for (let i = 0; i < 20; i++) {
      const stream = readBlob(db.streams, blob.id)
      for await (const _ of stream) break
    }
    expect((await buffer(readBlob(db.streams, blob.id))).length).toBe(blob.bytes)
  })
})
