import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { z } from 'zod'
import { transaction } from '../../db/transaction.ts'
import { readRows } from '../rows.ts'
import { findUnusedBlobs, removeUnusedBlobs } from './remove-unused-blobs.ts'
import { createBatch } from './write-batch.ts'
import { type StoredBlob, writeBlob } from './write-blob.ts'

/** Blobs looked at by one transaction. */
const BATCH = 200

const heldRow = z.object({ blob_id: z.uuid() })

/** Stores bytes, or a stream of them, once per content, and holds them until the lease ends. */
export type WriteBlob = (source: Buffer | AsyncIterable<Uint8Array>) => Promise<StoredBlob>

/** The same for many: small blobs are stored together, and have no id before `flush` has resolved. */
export interface BatchedWrites {
  write: WriteBlob
  flush(): Promise<void>
}

/**
 * What one upload, or one attempt of a run, holds: every blob that it wrote or found there already. `end` gives up
 * these holds, nobody else's, and removes what nothing refers to by then.
 */
export const createLease = (db: Knex) => {
  const holder = randomUUID()
  let isUsed = false
  const write: WriteBlob = (source) => {
    isUsed = true
    return writeBlob(db, holder, source)
  }
  const batch = createBatch(db, holder)
  const batched: BatchedWrites = {
    write: (source) => {
      isUsed = true
      return writeBlob(db, holder, source, batch.add)
    },
    flush: batch.flush,
  }
  return {
    write,
    batched,
    async end(): Promise<void> {
      if (!isUsed) return
      await batch.settled()
      // On its own, before anything is removed: of two holders that end together, the later one sees the other gone.
      const { rows } = await db.raw('delete from blob_leases where holder = ? returning blob_id', [holder])
      const held = readRows(heldRow, rows).map(({ blob_id }) => blob_id)
      // Mostly none: an upload that was taken refers to all it wrote.
      const unused = await findUnusedBlobs(db, held)
      for (let from = 0; from < unused.length; from += BATCH)
        await transaction(db, (trx) => removeUnusedBlobs(trx, unused.slice(from, from + BATCH)))
    },
  }
}

/** Lets `work` write blobs. What it has made something refer to stays, all else is gone when this returns. */
export const withLease = async <T>(
  db: Knex,
  work: (write: WriteBlob, batched: BatchedWrites) => Promise<T>,
): Promise<T> => {
  const lease = createLease(db)
  try {
    return await work(lease.write, lease.batched)
  } finally {
    // Where the database fails here, the lease ends by its time, and the sweep removes what it held.
    await lease.end().catch(() => undefined)
  }
}
