import { Readable } from 'node:stream'
import type { Pool } from 'pg'
import { z } from 'zod'
import { readRows } from '../rows.ts'
import { copyRows } from './copy-rows.ts'
import { CHUNK_BYTES } from './rechunk.ts'

/** First and last byte, both included, counted from 0. */
export interface ByteRange {
  start: number
  end: number
}

const partRow = z.object({ data: z.instanceof(Buffer) })

async function* readChunks(streams: Pool, id: string, range: ByteRange | undefined) {
  const blob = z.uuid().parse(id)
  const start = range?.start ?? 0
  const end = range?.end ?? Number.MAX_SAFE_INTEGER
  const first = Math.floor(start / CHUNK_BYTES)
  const last = Math.min(Math.floor(end / CHUNK_BYTES), 2 ** 31 - 1)
  if (first === last) {
    // A COPY that is not read to its end costs its connection; for a part of one chunk this is cheaper.
    const part = [id, first, (start % CHUNK_BYTES) + 1, end - start + 1]
    const { rows } = await streams.query(
      'select substring(data from $3 for $4) as data from blob_chunks where blob_id = $1 and seq = $2',
      part,
    )
    for (const { data } of readRows(partRow, rows)) yield data
    return
  }
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
