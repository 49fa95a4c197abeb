import { Readable } from 'node:stream'
import type { Pool } from 'pg'
import { z } from 'zod'
import { findRow, readRows } from '../rows.ts'
import { copyRows } from './copy-rows.ts'
import { CHUNK_BYTES } from './rechunk.ts'

/** First and last byte, both included, counted from 0. */
export interface ByteRange {
  start: number
  end: number
}

/** Chunks that are fetched at once, and how many such pieces are under way while one is read: 4 MiB for a reader. */
const PIECE_CHUNKS = 4
const PIECES_AHEAD = 3

const partRow = z.object({ data: z.instanceof(Buffer) })
const sizeRow = z.object({ bytes: z.int() })

/** Thrown when a blob ends before its end: it was deleted in the middle. */
const gone = (id: string) => new Error(`The blob ${id} is not there any more.`)

const wholeOf = async (pool: Pool, id: string): Promise<ByteRange> => {
  const { rows } = await pool.query("select bytes from blobs where id = $1 and state = 'ready'", [id])
  const found = findRow(sizeRow, rows)
  if (!found) throw gone(id)
  return { start: 0, end: found.bytes - 1 }
}

/** Within one chunk: a COPY of the chunk would bring all of it. */
async function* readPart(pool: Pool, id: string, { start, end }: ByteRange) {
  const part = [id, Math.floor(start / CHUNK_BYTES), (start % CHUNK_BYTES) + 1, end - start + 1]
  const { rows } = await pool.query(
    'select substring(data from $3 for $4) as data from blob_chunks where blob_id = $1 and seq = $2',
    part,
  )
  if (rows.length === 0) throw gone(id)
  for (const { data } of readRows(partRow, rows)) yield data
}

async function* readChunks(pool: Pool, id: string, given: ByteRange | undefined) {
  const blob = z.uuid().parse(id)
  const range = given ?? (await wholeOf(pool, blob))
  const { start, end } = range
  const first = Math.floor(start / CHUNK_BYTES)
  const last = Math.floor(end / CHUNK_BYTES)
  if (last < first) return
  if (first === last) {
    yield* readPart(pool, blob, range)
    return
  }
  const fetchPiece = async (from: number) => {
    const to = Math.min(last, from + PIECE_CHUNKS - 1)
    const query = `select data from blob_chunks where blob_id = '${blob}' and seq between ${from} and ${to} order by seq`
    const chunks: Buffer[] = []
    for await (const [data] of copyRows(pool, query)) if (data) chunks.push(data)
    if (chunks.length !== to - from + 1) throw gone(blob)
    return chunks
  }
  const ahead: Promise<Buffer[]>[] = []
  let unasked = first
  const fetchAhead = () => {
    for (; ahead.length < PIECES_AHEAD && unasked <= last; unasked += PIECE_CHUNKS) {
      const piece = fetchPiece(unasked)
      // Who reads on learns of its failure; who does not must not end the process.
      piece.catch(() => undefined)
      ahead.push(piece)
    }
  }
  for (let from = first; from <= last; from += PIECE_CHUNKS) {
    fetchAhead()
    const chunks = (await ahead.shift()) ?? []
    fetchAhead()
    for (const [index, data] of chunks.entries()) {
      const offset = (from + index) * CHUNK_BYTES
      yield data.subarray(Math.max(0, start - offset), Math.min(data.length, end + 1 - offset))
    }
  }
}

/**
 * The bytes of a blob, or a range of them, as a stream that reads only as fast as it is read, piece by piece: no
 * connection is held while a reader takes its time. Fails when the blob is deleted meanwhile.
 */
export const readBlob = (pool: Pool, id: string, range?: ByteRange): Readable =>
  Readable.from(readChunks(pool, id, range), { objectMode: false, highWaterMark: CHUNK_BYTES })
