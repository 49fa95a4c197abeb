import type { Database } from '../db/create-database.ts'
import type { OutputFile } from '../runner/types.ts'
import { writeBlob } from '../store/blobs/write-blob.ts'
import type { NewArtifact } from '../store/runs/artifacts.ts'

/** Stores what a container leaves; nobody sees it before the run is settled. */
export const createArtifactCollector = (db: Database) => {
  // By name: a collection that is tried again brings the same files again.
  const artifacts = new Map<string, NewArtifact>()
  return {
    async collect({ name, mediaType, bytes, body }: OutputFile): Promise<void> {
      const blob = await writeBlob(db.bulk, body)
      artifacts.set(name, { name, mediaType, blobId: blob.id, bytes })
    },
    collected: (): NewArtifact[] => [...artifacts.values()],
  }
}
