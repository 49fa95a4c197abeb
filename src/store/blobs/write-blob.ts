import { createHash, hash } from 'node:crypto'
import type { Knex } from 'knex'
import { z } from 'zod'
import { transaction } from '../../db/transaction.ts'
import { constraintOf } from '../../errors.ts'
import { findRow, readRow } from '../rows.ts'
import { createChunkCopier } from './copy-chunks.ts'
import { CHUNK_BYTES, gatherFirst } from './gather-first.ts'

/**
 * Seconds for which a blob is held; then its holder is taken for dead. Longer than any request may take (listen.ts) and
 * than a run's artifacts wait to be settled; who lives ends the lease himself.
 */
export const LEASE_SECONDS = 3 * 60 * 60

/** To be answered as a database that was away: the same bytes sent again will do. */
class ChunksLost extends Error {
  override readonly name = 'ChunksLost'
  readonly code = '57P02'
}

/** Broken when a crash of PostgreSQL took the blob and its writer goes on with a new connection. */
const TO_ITS_BLOB = 'blob_chunks_blob_id_fkey'

const idRow = z.object({ id: z.uuid() })

export interface StoredBlob {
  /** Of one that waits for its batch (write-batch.ts) empty until then. */
  id: string
  /** Hex. */
  sha256: string
  bytes: number
}

/** SQL: who holds from now on what `blob` returns. */
export const hold = `insert into blob_leases (holder, blob_id, until)
  select :holder, id, now() + :seconds * interval '1 second' from blob on conflict do nothing`

const insertSmall = async (db: Knex, holder: string, data: Buffer, sha256: Buffer): Promise<StoredBlob> => {
  // `do update` rather than `do nothing`: it returns the row that is there, and has it locked until the lease is
  // visible; a row that is just being removed is waited for and inserted anew. Not the key: that would be a stronger
  // lock, which those who refer to the blob would wait for.
  const { rows } = await db.raw(
    `with blob as (
       insert into blobs (sha256, bytes, state) values (:sha256, :bytes, 'ready')
       on conflict (sha256) where state = 'ready' do update set bytes = excluded.bytes
       returning id, (xmax = 0) as fresh
     ), chunk as (
       insert into blob_chunks (blob_id, seq, data) select id, 0, :data from blob where fresh and :bytes > 0
     ), lease as (${hold})
     select id from blob`,
    { sha256, bytes: data.length, data, holder, seconds: LEASE_SECONDS },
  )
  return { ...readRow(idRow, rows), sha256: sha256.toString('hex'), bytes: data.length }
}

const beginLarge = async (db: Knex, holder: string) => {
  const { rows } = await db.raw(
    `with blob as (insert into blobs (state) values ('writing') returning id), lease as (${hold}) select id from blob`,
    { holder, seconds: LEASE_SECONDS },
  )
  return readRow(idRow, rows).id
}

/** Removes a blob that was never ready, so that nobody else can know of it. */
const dropLarge = (db: Knex, holder: string, id: string) =>
  db.raw(
    `with lease as (delete from blob_leases where holder = :holder and blob_id = :id)
     delete from blobs where id = :id`,
    { holder, id },
  )

/** Chunks do not wait for the disk: a crash of PostgreSQL loses the last ones, and the writer need not notice. */
const expectAllChunks = async (trx: Knex, id: string, expected: number): Promise<void> => {
  const { rows } = await trx.raw('select count(*) as chunks from blob_chunks where blob_id = ?', [id])
  const { chunks } = readRow(z.object({ chunks: z.int() }), rows)
  if (chunks !== expected)
    throw new ChunksLost(`The database has lost ${expected - chunks} chunks of a blob.`)
}

/** Turns a written blob ready, or drops it in favour of one with the same content. */
const finishLarge = (
  db: Knex,
  holder: string,
  { id, sha256, bytes }: { id: string; sha256: Buffer; bytes: number },
): Promise<StoredBlob> =>
  transaction(db, async (trx) => {
    // The one commit that waits for the disk, and for all before it: what is called ready outlives a crash.
    await trx.raw('set local synchronous_commit = on')
    await expectAllChunks(trx, id, Math.ceil(bytes / CHUNK_BYTES))
    // One writer of this content at a time, so that two never both become ready.
    await trx.raw(`select pg_advisory_xact_lock(('x' || substr(?, 1, 16))::bit(64)::bigint)`, [
      sha256.toString('hex'),
    ])
    // Locked before it is held: one that is just being removed is none.
    const same = await trx.raw(
      `with blob as (select id from blobs where sha256 = :sha256 and state = 'ready' for key share), lease as (${hold})
       select id from blob`,
      { sha256, holder, seconds: LEASE_SECONDS },
    )
    const twin = findRow(idRow, same.rows)
    if (twin) await dropLarge(trx, holder, id)
    else
      await trx.raw("update blobs set state = 'ready', sha256 = ?, bytes = ? where id = ?", [
        sha256,
        bytes,
        id,
      ])
    return { id: twin?.id ?? id, sha256: sha256.toString('hex'), bytes }
  })

const sha256Of = (data: Buffer): Buffer => hash('sha256', data, 'buffer')

/** Stores the content of a blob of one chunk at most, which may be used again after it. */
export type StoreSmall = (data: Buffer, sha256: Buffer) => Promise<StoredBlob>

/**
 * Stores bytes, or a stream of them one chunk in memory at a time, once per content, and holds them for `holder`, which must
 * refer to them within LEASE_SECONDS. See lease.ts. Nothing is left behind when the source fails.
 */
export const writeBlob = async (
  db: Knex,
  holder: string,
  source: Buffer | AsyncIterable<Uint8Array>,
  storeSmall: StoreSmall = (data, sha256) => insertSmall(db, holder, data, sha256),
): Promise<StoredBlob> => {
  if (Buffer.isBuffer(source) && source.length < CHUNK_BYTES) return storeSmall(source, sha256Of(source))
  const parts = gatherFirst(Buffer.isBuffer(source) ? [source] : source)
  const first = await parts.next()
  const head = first.done
    ? Buffer.alloc(0)
    : Buffer.from(first.value.buffer, first.value.byteOffset, first.value.length)
  if (head.length < CHUNK_BYTES) return storeSmall(head, sha256Of(head))
  const sum = createHash('sha256').update(head)

  const id = await beginLarge(db, holder)
  const copier = createChunkCopier(db, id)
  try {
    let bytes = head.length
    await copier.write(head)
    for await (const part of parts) {
      sum.update(part)
      bytes += part.length
      await copier.write(part)
    }
    await copier.flush()
    return await finishLarge(db, holder, { id, sha256: sum.digest(), bytes })
  } catch (error) {
    await copier.abandon()
    // The sweep is the safety net where the database itself is what failed.
    await dropLarge(db, holder, id).catch(() => undefined)
    if (constraintOf(error) === TO_ITS_BLOB)
      throw new ChunksLost('The database has lost a blob.', { cause: error })
    throw error
  }
}
