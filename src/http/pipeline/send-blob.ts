import { pipeline } from 'node:stream/promises'
import type { Database } from '../../db/create-database.ts'
import { readBlob } from '../../store/blobs/read-blob.ts'
import type { Reply } from '../endpoint.ts'

const STALL_MS = 30_000

interface BlobFile {
  blob_id: string
  bytes: number
  /** Hex. */
  sha256: string
  media_type: string
}

/** Answers a stored file as a download, streamed as fast as the caller takes it. */
export const sendBlob = (db: Database, file: BlobFile, name: string): Reply => ({
  status: 200,
  headers: {
    'Content-Type': file.media_type,
    'Content-Length': String(file.bytes),
    'Content-Disposition': `attachment; filename="${name}"`,
    ETag: `"${file.sha256}"`,
  },
  send: async (response) => {
    // A caller that stops reading would keep a connection of the database.
    response.setTimeout(STALL_MS, () => response.destroy())
    const whole = file.bytes === 0 ? undefined : { start: 0, end: file.bytes - 1 }
    await pipeline(readBlob(db.streams, file.blob_id, whole), response)
  },
})
