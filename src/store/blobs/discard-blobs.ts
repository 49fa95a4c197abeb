import type { Knex } from 'knex'
import type { StoredBlob } from './write-blob.ts'

/**
 * Removes blobs that were just written and will not be used after all. What something refers to, or what another
 * writer of the same content has renewed since, stays.
 */
export const discardBlobs = async (db: Knex, blobs: StoredBlob[]): Promise<void> => {
  if (blobs.length === 0) return
  await db.raw(
    `delete from blobs b using unnest(?::uuid[], ?::timestamptz[]) as written(id, lease)
     where b.id = written.id and b.lease_until = written.lease
       and not exists (select 1 from dataset_files f where f.blob_id = b.id)
       and not exists (select 1 from artifacts a where a.blob_id = b.id)`,
    [blobs.map(({ id }) => id), blobs.map(({ lease }) => lease)],
  )
}
