import type { Knex } from 'knex'
import { z } from 'zod'
import { transaction } from '../../db/transaction.ts'
import { readRow, readRows } from '../rows.ts'
import { isUnreferenced, removeUnusedBlobs } from './remove-unused-blobs.ts'
import { sweepBlobs } from './sweep-blobs.ts'

/** Blobs looked at by one transaction. */
const BATCH = 200

/** SQL: nothing refers to blob `b`, nobody who lives holds it, and it is old enough. */
const isGarbage = `${isUnreferenced}
  and not exists (select 1 from blob_leases l where l.blob_id = b.id and l.until >= now())
  and b.created_at < now() - :age * interval '1 second'`

const garbageRow = z.object({ blobs: z.int(), bytes: z.coerce.number().int() })
const idRow = z.object({ id: z.uuid() })

/** How many blobs `collectGarbage` would remove, and how many bytes they take. */
export const measureGarbage = async (db: Knex, ageSeconds: number) => {
  const { rows } = await db.raw(
    `select count(*) as blobs, coalesce(sum(coalesce(b.bytes,
       (select sum(octet_length(c.data)) from blob_chunks c where c.blob_id = b.id))), 0) as bytes
     from blobs b where ${isGarbage}`,
    { age: ageSeconds },
  )
  return readRow(garbageRow, rows)
}

/**
 * Looks at every blob, where the sweep looks only at those that were noted, and removes what nothing refers to, nobody
 * holds, and is older than `ageSeconds`. Returns how many.
 */
export const collectGarbage = async (db: Knex, ageSeconds: number): Promise<number> => {
  // The leases of the dead end by it.
  let removed = await sweepBlobs(db)
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await db.raw(
      `select b.id from blobs b where b.id > :after and ${isGarbage} order by b.id limit ${BATCH}`,
      { after, age: ageSeconds },
    )
    const ids = readRows(idRow, rows).map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) return removed
    removed += await transaction(db, (trx) => removeUnusedBlobs(trx, ids))
    after = last
  }
}
