import { Readable } from 'node:stream'
import type { Pool } from 'pg'
import { z } from 'zod'
import { findRow, readRows } from '../rows.ts'
import { copyRows } from './copy-rows.ts'
import { CHUNK_BYTES } from './gather-first.ts'

/** First and last byte, both included, counted from 0. */
export interface ByteRange {
  start: number
  end: number
}

/** Chunks that are fetched at once; while one piece is read, the next is under way: 4 MiB for a reader. */
const PIECE_CHUNKS = 8

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

/**
 * The bytes of a blob, or a range of them, chunk by chunk, in memory that is used again: a chunk is good until two whole ones
 * after it have been asked for. No connection is held while a reader takes its time.
 * @throws Error when the blob is deleted meanwhile.
 */
export async function* readChunks(pool: Pool, id: string, given?: ByteRange): AsyncGenerator<Buffer> {
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
  const fetchPiece = async (from: number, memory: Buffer) => {
    const to = Math.min(last, from + PIECE_CHUNKS - 1)
    const query = `select data from blob_chunks where blob_id = '${blob}' and seq between ${from} and ${to} order by seq`
    const chunks: Buffer[] = []
    for await (const [data] of copyRows(pool, query, memory)) if (data) chunks.push(data)
    if (chunks.length !== to - from + 1) throw gone(blob)
    return chunks
  }
  const fetchAhead = (from: number, memory: Buffer) => {
    const piece = fetchPiece(from, memory)
    // Who reads on learns of its failure; who does not must not end the process.
    piece.catch(() => undefined)
    return piece
  }
  const pieceBytes = Math.min(PIECE_CHUNKS, last - first + 1) * CHUNK_BYTES
  let memory = Buffer.allocUnsafeSlow(pieceBytes)
  let spare = Buffer.allocUnsafeSlow(pieceBytes)
  let piece = fetchAhead(first, memory)
  for (let from = first; from <= last; from += PIECE_CHUNKS) {
    const chunks = await piece
    const next = from + PIECE_CHUNKS
    if (next <= last) piece = fetchAhead(next, spare)
    for (const [index, data] of chunks.entries()) {
      const offset = (from + index) * CHUNK_BYTES
      yield data.subarray(Math.max(0, start - offset), Math.min(data.length, end + 1 - offset))
    }
    ;[memory, spare] = [spare, memory]
  }
}

/** The same as a stream, in memory of its own, which reads only as fast as it is read. */
export const readBlob = (pool: Pool, id: string, range?: ByteRange): Readable => {
  const copies = async function* () {
    for await (const chunk of readChunks(pool, id, range)) yield Buffer.from(chunk)
  }
  return Readable.from(copies(), { objectMode: false, highWaterMark: CHUNK_BYTES })
}
