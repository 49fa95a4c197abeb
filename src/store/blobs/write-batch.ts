import type { Knex } from 'knex'
import { z } from 'zod'
import { transaction } from '../../db/transaction.ts'
import { readRows } from '../rows.ts'
import { hold, LEASE_SECONDS, type StoredBlob } from './write-blob.ts'

/** Of one statement; as much again may be under way to the database meanwhile. */
const MAX_BLOBS = 200
const MAX_BYTES = 1024 * 1024

interface Waiting {
  sha256: Buffer
  data: Buffer
  /** Everybody who wrote this content; they learn its id. */
  stored: StoredBlob[]
}

const insertedRow = z.object({ id: z.uuid(), sha256: z.instanceof(Buffer) })

/**
 * Inserts blobs of one chunk at most, once per content, like insertSmall of write-blob.ts; sorted by content, so that
 * two that insert the same ones never wait for each other.
 */
const insertTogether = async (db: Knex, holder: string, batch: Waiting[]): Promise<void> => {
  const sorted = batch.toSorted((a, b) => Buffer.compare(a.sha256, b.sha256))
  const values = sorted.map(() => '(?::bytea, ?::bytea)').join(', ')
  const inserted = await transaction(db, async (trx) => {
    const { rows } = await trx.raw(
      `with given (sha256, data) as (values ${values}), blob as (
         insert into blobs (sha256, bytes, state)
         select sha256, octet_length(data), 'ready' from given order by sha256
         on conflict (sha256) where state = 'ready' do update set bytes = excluded.bytes
         returning id, sha256, (xmax = 0) as fresh
       ), chunk as (
         insert into blob_chunks (blob_id, seq, data)
         select blob.id, 0, data from blob join given using (sha256) where fresh and octet_length(data) > 0
       ), lease as (${hold.replace(':holder', '?').replace(':seconds', '?')})
       select id, sha256 from blob`,
      [...sorted.flatMap(({ sha256, data }) => [sha256, data]), holder, LEASE_SECONDS],
    )
    return readRows(insertedRow, rows)
  })
  const ids = new Map(inserted.map(({ id, sha256 }) => [sha256.toString('hex'), id]))
  for (const { sha256, stored } of batch)
    for (const blob of stored) blob.id = ids.get(sha256.toString('hex')) ?? ''
}

/**
 * Small blobs that are stored together: one statement for hundreds of them, while the next ones arrive. `add` answers
 * before a blob has its id; it fails when an earlier batch has failed. `flush` resolves when all have theirs.
 */
export const createBatch = (db: Knex, holder: string) => {
  let waiting = new Map<string, Waiting>()
  let bytes = 0
  let underWay: Promise<void> = Promise.resolve()

  /** One batch after the other, so that memory holds two at most. */
  const send = async () => {
    await underWay
    if (waiting.size === 0) return
    underWay = insertTogether(db, holder, [...waiting.values()])
    // Whoever adds or flushes next learns of its failure.
    underWay.catch(() => undefined)
    waiting = new Map()
    bytes = 0
  }

  return {
    async add(data: Buffer, sha256: Buffer): Promise<StoredBlob> {
      const hex = sha256.toString('hex')
      const blob: StoredBlob = { id: '', sha256: hex, bytes: data.length }
      const same = waiting.get(hex)
      if (same) same.stored.push(blob)
      else {
        waiting.set(hex, { sha256, data: Buffer.from(data), stored: [blob] })
        bytes += data.length
      }
      if (waiting.size >= MAX_BLOBS || bytes >= MAX_BYTES) await send()
      return blob
    },
    async flush(): Promise<void> {
      await send()
      await underWay
    },
    /** Resolves when nothing is under way any more, whatever became of it. */
    settled: () => underWay.catch(() => undefined),
  }
}
