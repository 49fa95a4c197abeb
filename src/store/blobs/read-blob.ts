import { Readable } from 'node:stream'
import type { Pool } from 'pg'
import { z } from 'zod'
import { copyRows } from './copy-rows.ts'
import { CHUNK_BYTES } from './rechunk.ts'

/** First and last byte, both included, counted from 0. */
export interface ByteRange {
  start: number
  end: number
}

async function* readChunks(streams: Pool, id: string, range: ByteRange | undefined) {
  const blob = z.uuid().parse(id)
  const start = range?.start ?? 0
  const end = range?.end ?? Number.MAX_SAFE_INTEGER
  const first = Math.floor(start / CHUNK_BYTES)
  const last = Math.min(Math.floor(end / CHUNK_BYTES), 2 ** 31 - 1)
  const query = `select seq, data from blob_chunks where blob_id = '${blob}'
                 and seq between ${first} and ${last} order by seq`
  for await (const [seq, data] of copyRows(streams, query)) {
    if (!seq || !data) throw new Error(`Blob ${blob} has an empty chunk.`)
    const offset = seq.readInt32BE() * CHUNK_BYTES
    yield data.subarray(Math.max(0, start - offset), Math.min(data.length, end + 1 - offset))
  }
}

/** The bytes of a blob, or a range of them, as a stream that reads only as fast as it is read. */
export const readBlob = (streams: Pool, id: string, range?: ByteRange): Readable =>
  Readable.from(readChunks(streams, id, range), { objectMode: false, highWaterMark: CHUNK_BYTES })
