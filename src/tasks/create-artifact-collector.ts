import type { Database } from '../db/create-database.ts'
import type { OutputFile } from '../runner/types.ts'
import { createLease } from '../store/blobs/lease.ts'
import type { NewArtifact } from '../store/runs/artifacts.ts'

/** Stores what a container leaves; nobody sees it before the run is settled. */
export const createArtifactCollector = (db: Database) => {
  // By name: a collection that is tried again brings the same files again.
  const lease = createLease(db.bulk)
  const artifacts = new Map<string, NewArtifact>()
  return {
    async collect({ name, mediaType, bytes, body }: OutputFile): Promise<void> {
      const blob = await lease.write(body)
      artifacts.set(name, { name, mediaType, blobId: blob.id, bytes })
    },
    collected: (): NewArtifact[] => [...artifacts.values()],
    /** Removes what the run's end has not made its artifacts; should that fail, the sweep does it. */
    letGo: () => lease.end().catch(() => undefined),
  }
}
