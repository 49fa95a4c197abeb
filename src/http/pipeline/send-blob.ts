import { pipeline } from 'node:stream/promises'
import type { Request } from 'express'
import type { Database } from '../../db/create-database.ts'
import { AppError } from '../../errors.ts'
import { type ByteRange, readChunks } from '../../store/blobs/read-blob.ts'
import type { Reply } from '../endpoint.ts'
import { hasAlready } from './has-already.ts'

interface BlobFile {
  blob_id: string
  bytes: number
  /** Hex. */
  sha256: string
  media_type: string
}

/**
 * The one range that is asked for; null for the whole: where none is, several are, or it is meant for another content.
 * @throws AppError with status 416 for one that the file has not.
 */
const findRange = (request: Request, bytes: number, tag: string): ByteRange | null => {
  const condition = request.get('if-range')
  if (request.method !== 'GET' || (condition !== undefined && condition !== tag)) return null
  const ranges = request.range(bytes, { combine: true })
  if (ranges === -1)
    throw new AppError('invalid-request', `The file has ${bytes} bytes, and none in this range.`, {
      status: 416,
      hint: 'Ask for a range within the file, or for all of it.',
      headers: { 'Content-Range': `bytes */${bytes}` },
    })
  const [range, ...more] = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : []
  return range && more.length === 0 ? range : null
}

async function* follow(first: IteratorResult<Buffer>, rest: AsyncGenerator<Buffer>) {
  if (!first.done) yield first.value
  yield* rest
}

/**
 * Answers a stored file as a download, streamed as fast as the caller takes it; a part of it for who asks for a range,
 * as one does whose download broke off.
 */
export const sendBlob = (db: Database, request: Request, file: BlobFile, name: string): Reply => {
  const tag = `"${file.sha256}"`
  if (hasAlready(request, tag)) return { status: 304, headers: { ETag: tag } }
  const part = findRange(request, file.bytes, tag)
  const range = part ?? { start: 0, end: file.bytes - 1 }
  return {
    status: part ? 206 : 200,
    place: 'downloads',
    send: async (response) => {
      const chunks = readChunks(db.streams, file.blob_id, range)
      // Before the headers: when the database is away now, the caller is told so.
      const first = await chunks.next()
      response.setHeader('Content-Type', file.media_type)
      response.setHeader('Content-Length', String(range.end - range.start + 1))
      response.setHeader('Content-Disposition', `attachment; filename="${name}"`)
      response.setHeader('Accept-Ranges', 'bytes')
      response.setHeader('ETag', tag)
      if (part) response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${file.bytes}`)
      // A piece that another follows is larger than what a response holds back: it is out before its memory is used again.
      await pipeline(follow(first, chunks), response)
    },
  }
}
