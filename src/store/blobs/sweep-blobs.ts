import type { Knex } from 'knex'

/** Blobs removed by one statement, so that a large backlog holds no long locks. */
const BATCH = 200

/** Removes blobs whose writer died and blobs that nothing refers to, once their lease is over. Returns how many. */
export const sweepBlobs = async (db: Knex): Promise<number> => {
  let removed = 0
  for (let batch = BATCH; batch === BATCH; removed += batch) {
    const result = await db.raw(
      `delete from blobs where id in (
         select id from blobs b
         where lease_until < now()
           and not exists (select 1 from dataset_files f where f.blob_id = b.id)
           and not exists (select 1 from artifacts a where a.blob_id = b.id)
         limit ? for update skip locked)`,
      [BATCH],
    )
    batch = result.rowCount
  }
  return removed
}
