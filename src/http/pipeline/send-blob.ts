import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'
import type { Database } from '../../db/create-database.ts'
import { readBlob } from '../../store/blobs/read-blob.ts'
import type { Reply } from '../endpoint.ts'

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
  place: 'downloads',
  send: async (response) => {
    const whole = { start: 0, end: file.bytes - 1 }
    const body = readBlob(db.streams, file.blob_id, whole)
    // Before the headers: when the database is away now, the caller is told so.
    await once(body, 'readable')
    response.setHeader('Content-Type', file.media_type)
    response.setHeader('Content-Length', String(file.bytes))
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`)
    response.setHeader('ETag', `"${file.sha256}"`)
    await pipeline(body, response)
  },
})
