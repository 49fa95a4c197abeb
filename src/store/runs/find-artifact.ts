import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow } from '../rows.ts'

const row = z.object({
  blob_id: z.uuid(),
  media_type: z.string(),
  bytes: z.int(),
  /** Hex. */
  sha256: z.string(),
})
export type Artifact = z.infer<typeof row>

export const findArtifact = async (db: Knex, runId: string, name: string): Promise<Artifact | null> => {
  const { rows } = await db.raw(
    `select a.blob_id, a.media_type, a.bytes, encode(b.sha256, 'hex') as sha256
     from artifacts a join blobs b on b.id = a.blob_id where a.run_id = ? and a.name = ?`,
    [runId, name],
  )
  return findRow(row, rows)
}
