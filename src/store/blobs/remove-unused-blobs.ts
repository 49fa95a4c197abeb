import type { Knex } from 'knex'
import { z } from 'zod'
import { readRows } from '../rows.ts'

const idRow = z.object({ id: z.uuid() })

/** SQL: nothing refers to blob `b`. */
export const isUnreferenced = `not exists (select 1 from dataset_files f where f.blob_id = b.id)
  and not exists (select 1 from dataset_version_files v where v.blob_id = b.id)
  and not exists (select 1 from artifacts a where a.blob_id = b.id)`

/** SQL: the same, and nobody holds it. */
const isUnused = `${isUnreferenced}
  and not exists (select 1 from blob_leases l where l.blob_id = b.id)`

/** Those of the blobs that nothing refers to and nobody holds. */
export const findUnusedBlobs = async (db: Knex, ids: string[]): Promise<string[]> => {
  const { rows } = await db.raw(`select b.id from blobs b where b.id = any(?) and ${isUnused}`, [ids])
  return readRows(idRow, rows).map(({ id }) => id)
}

/**
 * Removes those of the blobs that nothing refers to and nobody holds, within a transaction. It waits for nobody: a
 * blob that somebody has locked is left out, so that no deadlock goes through here. Returns how many it removed.
 */
export const removeUnusedBlobs = async (trx: Knex.Transaction, ids: string[]): Promise<number> => {
  const locked = await trx.raw(
    `select b.id from blobs b where b.id = any(?) and ${isUnused} order by b.id for update of b skip locked`,
    [ids],
  )
  if (locked.rows.length === 0) return 0
  // A statement of its own: whoever referred to a blob or took a lease on it before it was locked is seen only now.
  const { rowCount } = await trx.raw(`delete from blobs b where b.id = any(?) and ${isUnused}`, [
    readRows(idRow, locked.rows).map(({ id }) => id),
  ])
  return rowCount
}
