import type { Knex } from 'knex'
import { z } from 'zod'
import { transaction } from '../../db/transaction.ts'
import { readRow, readRows } from '../rows.ts'
import { findUnusedBlobs, removeUnusedBlobs } from './remove-unused-blobs.ts'

/** Rows taken by one transaction, so that a large backlog holds no long locks. */
const BATCH = 200

const lastRow = z.object({ last: z.int().nullable() })
const releasedRow = z.object({ blob_id: z.uuid() })

/** Ends the leases whose holders died; a trigger notes what they held. */
const endDeadLeases = async (db: Knex) => {
  for (let ended = BATCH; ended === BATCH; ) {
    const { rowCount } = await db.raw(
      `delete from blob_leases where (holder, blob_id) in (
         select holder, blob_id from blob_leases where until < now() limit ? for update skip locked)`,
      [BATCH],
    )
    ended = rowCount
  }
}

/** The blobs of a batch of notes, which are used up by that. */
const takeReleased = async (trx: Knex, last: number) => {
  const { rows } = await trx.raw(
    `delete from released_blobs where id in (
       select id from released_blobs where id <= ? order by id limit ? for update skip locked) returning blob_id`,
    [last, BATCH],
  )
  return readRows(releasedRow, rows).map(({ blob_id }) => blob_id)
}

/**
 * Removes what nothing refers to and nobody holds any more, and looks only at what was released since the last sweep.
 * Returns how many blobs it removed.
 */
export const sweepBlobs = async (db: Knex): Promise<number> => {
  await endDeadLeases(db)
  const { rows } = await db.raw('select max(id) as last from released_blobs')
  const last = readRow(lastRow, rows).last ?? 0
  let removed = 0
  for (let taken = BATCH; taken === BATCH; ) {
    const batch = await transaction(db, async (trx) => {
      const blobs = await takeReleased(trx, last)
      const removed = await removeUnusedBlobs(trx, blobs)
      // Somebody had locked these; should they stay unused, the next sweep will see.
      const left = await findUnusedBlobs(trx, blobs)
      await trx.raw('insert into released_blobs (blob_id) select unnest(?::uuid[])', [left])
      return { taken: blobs.length, removed }
    })
    taken = batch.taken
    removed += batch.removed
  }
  return removed
}
