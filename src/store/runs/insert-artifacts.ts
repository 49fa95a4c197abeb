import type { Knex } from 'knex'

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
