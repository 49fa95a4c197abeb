import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow } from '../rows.ts'

const thumbnail = z.object({ png: z.instanceof(Buffer) })

/** The PNG that was made of a file while it had this content; null when there is none. */
export const findThumbnail = async (db: Knex, fileId: number, blobId: string): Promise<Buffer | null> => {
  const { rows } = await db.raw('select png from thumbnails where file_id = ? and blob_id = ?', [
    fileId,
    blobId,
  ])
  return findRow(thumbnail, rows)?.png ?? null
}

/** Keeps what was made, unless the file has gone or has other content by now. */
export const keepThumbnail = async (db: Knex, fileId: number, blobId: string, png: Buffer): Promise<void> => {
  await db.raw(
    `insert into thumbnails (file_id, blob_id, png)
     select id, blob_id, :png from dataset_files where id = :fileId and blob_id = :blobId for key share
     on conflict (file_id) do update set blob_id = excluded.blob_id, png = excluded.png`,
    { fileId, blobId, png },
  )
}
