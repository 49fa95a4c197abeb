import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow, readRow } from '../rows.ts'
import { CHUNK_BYTES, rechunk } from './rechunk.ts'

/**
 * Seconds from writing a blob to its first use; then a crash is assumed. Longer than any request may take (listen.ts)
 * and than a run's artifacts wait to be settled; what fails without a crash is discarded at once.
 */
const LEASE_SECONDS = 3 * 60 * 60

/** To be answered as a database that was away: the same bytes sent again will do. */
class ChunksLost extends Error {
  override readonly name = 'ChunksLost'
  readonly code = '57P02'
}

const storedRow = z.object({ id: z.uuid(), lease: z.string() })
const idRow = z.object({ id: z.uuid() })

export interface StoredBlob {
  id: string
  /** Hex. */
  sha256: string
  bytes: number
  /** The lease this writer gave it, as text; discardBlobs leaves alone what somebody else has renewed since. */
  lease: string
}

const insertSmall = async (db: Knex, data: Buffer, sha256: Buffer): Promise<StoredBlob> => {
  // `do update` rather than `do nothing`: it returns the row that is there and renews its lease.
  const { rows } = await db.raw(
    `with blob as (
       insert into blobs (sha256, bytes, state, lease_until)
       values (:sha256, :bytes, 'ready', now() + :lease * interval '1 second')
       on conflict (sha256) where state = 'ready' do update set lease_until = greatest(blobs.lease_until, excluded.lease_until)
       returning id, (xmax = 0) as fresh, lease_until::text as lease
     ), chunk as (
       insert into blob_chunks (blob_id, seq, data) select id, 0, :data from blob where fresh and :bytes > 0
     )
     select id, lease from blob`,
    { sha256, bytes: data.length, data, lease: LEASE_SECONDS },
  )
  return { ...readRow(storedRow, rows), sha256: sha256.toString('hex'), bytes: data.length }
}

const beginLarge = async (db: Knex) => {
  const { rows } = await db.raw(
    `insert into blobs (state, lease_until) values ('writing', now() + ? * interval '1 second') returning id`,
    [LEASE_SECONDS],
  )
  return readRow(idRow, rows).id
}

/** Chunks do not wait for the disk: a crash of PostgreSQL loses the last ones, and the writer need not notice. */
const expectAllChunks = async (trx: Knex, id: string, expected: number): Promise<void> => {
  const { rows } = await trx.raw('select count(*) as chunks from blob_chunks where blob_id = ?', [id])
  const { chunks } = readRow(z.object({ chunks: z.int() }), rows)
  if (chunks !== expected)
    throw new ChunksLost(`The database has lost ${expected - chunks} chunks of a blob.`)
}

/** Turns a written blob ready, or drops it in favour of one with the same content. */
const finishLarge = (db: Knex, id: string, sha256: Buffer, bytes: number): Promise<StoredBlob> =>
  db.transaction(async (trx) => {
    // The one commit that waits for the disk, and for all before it: what is called ready outlives a crash.
    await trx.raw('set local synchronous_commit = on')
    await expectAllChunks(trx, id, Math.ceil(bytes / CHUNK_BYTES))
    // One writer of this content at a time, so that two never both become ready.
    await trx.raw(`select pg_advisory_xact_lock(('x' || substr(?, 1, 16))::bit(64)::bigint)`, [
      sha256.toString('hex'),
    ])
    const same = await trx.raw(
      `update blobs set lease_until = greatest(lease_until, now() + ? * interval '1 second')
       where sha256 = ? and state = 'ready' returning id, lease_until::text as lease`,
      [LEASE_SECONDS, sha256],
    )
    const twin = findRow(storedRow, same.rows)
    if (twin) {
      await trx.raw('delete from blobs where id = ?', [id])
      return { ...twin, sha256: sha256.toString('hex'), bytes }
    }
    const { rows } = await trx.raw(
      `update blobs set state = 'ready', sha256 = ?, bytes = ?, lease_until = now() + ? * interval '1 second'
       where id = ? returning id, lease_until::text as lease`,
      [sha256, bytes, LEASE_SECONDS, id],
    )
    return { ...readRow(storedRow, rows), sha256: sha256.toString('hex'), bytes }
  })

/**
 * Stores a byte stream, once per content, one chunk in memory at a time. Nothing is left behind when the
 * source fails; what a crash leaves, sweepBlobs removes. The caller must refer to the blob within LEASE_SECONDS.
 */
export const writeBlob = async (db: Knex, source: AsyncIterable<Uint8Array>): Promise<StoredBlob> => {
  const hash = createHash('sha256')
  const chunks = rechunk(source)
  const first = await chunks.next()
  const head = first.done ? Buffer.alloc(0) : first.value
  hash.update(head)
  if (head.length < CHUNK_BYTES) return insertSmall(db, head, hash.digest())

  const id = await beginLarge(db)
  try {
    let seq = 0
    let bytes = head.length
    const insert = (data: Buffer) =>
      db.raw('insert into blob_chunks (blob_id, seq, data) values (?, ?, ?)', [id, seq++, data])
    await insert(head)
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      await insert(chunk)
    }
    return await finishLarge(db, id, hash.digest(), bytes)
  } catch (error) {
    // The sweeper is the safety net where the database itself is what failed.
    await db.raw('delete from blobs where id = ?', [id]).catch(() => undefined)
    throw error
  }
}
