import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow } from '../rows.ts'

export interface NewArtifact {
  name: string
  mediaType: string
  blobId: string
  bytes: number
}

export const insertArtifacts = async (trx: Knex, runId: string, artifacts: NewArtifact[]): Promise<void> => {
  if (artifacts.length === 0) return
  await trx('artifacts').insert(
    artifacts.map((a) => ({
      run_id: runId,
      name: a.name,
      media_type: a.mediaType,
      blob_id: a.blobId,
      bytes: a.bytes,
    })),
  )
}

const artifactRow = z.object({
  blob_id: z.uuid(),
  media_type: z.string(),
  bytes: z.int(),
  /** Hex. */
  sha256: z.string(),
})
export type Artifact = z.infer<typeof artifactRow>

export const findArtifact = async (db: Knex, runId: string, name: string): Promise<Artifact | null> => {
  const { rows } = await db.raw(
    `select a.blob_id, a.media_type, a.bytes, encode(b.sha256, 'hex') as sha256
     from artifacts a join blobs b on b.id = a.blob_id where a.run_id = ? and a.name = ?`,
    [runId, name],
  )
  return findRow(artifactRow, rows)
}

/** Takes one file away from a run. Its bytes go with the next sweep, unless something else has the same content. */
export const deleteArtifact = async (trx: Knex, runId: string, name: string): Promise<void> => {
  await trx.raw('delete from artifacts where run_id = ? and name = ?', [runId, name])
}
