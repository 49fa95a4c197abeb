import type { JobResult } from '../contract/job.ts'
import type { Database } from '../db/create-database.ts'
import type { Collect } from '../runner/types.ts'
import { createLease } from '../store/blobs/lease.ts'
import type { StoredBlob } from '../store/blobs/write-blob.ts'
import type { NewArtifact } from '../store/runs/artifacts.ts'

/** Stores what a container leaves; nobody sees it before the run is settled. */
export const createArtifactCollector = (db: Database) => {
  // By name: a collection that is tried again brings the same files again.
  const lease = createLease(db.bulk)
  const blobs = new Map<string, StoredBlob>()
  const collect: Collect = async ({ name, body }) => {
    const blob = await lease.write(body)
    blobs.set(name, blob)
    return blob.sha256
  }
  return {
    collect,
    /** Those of a success's manifest: what else was collected is nobody's. */
    artifactsOf: (result: JobResult | null): NewArtifact[] =>
      (result?.outcome === 'succeeded' ? result.artifacts : []).flatMap(({ name, media_type: mediaType }) => {
        const blob = blobs.get(name)
        return blob ? [{ name, mediaType, blobId: blob.id, bytes: blob.bytes }] : []
      }),
    /** Removes what the run's end has not made its artifacts; should that fail, the sweep does it. */
    letGo: () => lease.end().catch(() => undefined),
  }
}
