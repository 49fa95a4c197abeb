import type { Database } from '../db/create-database.ts'
import type { Collect } from '../runner/types.ts'
import { createLease } from '../store/blobs/lease.ts'
import type { NewArtifact } from '../store/runs/artifacts.ts'

/** Stores what a container leaves; nobody sees it before the run is settled. */
export const createArtifactCollector = (db: Database) => {
  // By name: a collection that is tried again brings the same files again.
  const lease = createLease(db.bulk)
  const artifacts = new Map<string, NewArtifact>()
  const collect: Collect = async ({ name, mediaType, bytes, body }) => {
    const blob = await lease.write(body)
    artifacts.set(name, { name, mediaType, blobId: blob.id, bytes })
    return blob.sha256
  }
  return {
    collect,
    collected: (): NewArtifact[] => [...artifacts.values()],
    /** Removes what the run's end has not made its artifacts; should that fail, the sweep does it. */
    letGo: () => lease.end().catch(() => undefined),
  }
}
