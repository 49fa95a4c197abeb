import { buffer } from 'node:stream/consumers'
import type { Database } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { readBlob } from '../store/blobs/read-blob.ts'
import { findArtifact } from '../store/runs/find-artifact.ts'

/** A plot is far smaller; nothing larger may be held in memory. */
const MAX_BYTES = 8 * 1024 * 1024

/** A small artifact in memory, for the answers that embed one as base64. */
export const readArtifactWhole = async (db: Database, runId: string, name: string): Promise<Buffer> => {
  const artifact = await findArtifact(db.knex, runId, name)
  if (!artifact || artifact.bytes > MAX_BYTES) {
    throw new AppError('internal', `The run has no ${name} of a usable size.`, { runId })
  }
  return buffer(readBlob(db.streams, artifact.blob_id))
}
