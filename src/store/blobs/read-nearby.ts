import type { Readable } from 'node:stream'
import type { Pool } from 'pg'
import { CHUNK_BYTES } from './gather-first.ts'
import { readBlob } from './read-blob.ts'

/** Chunks that are kept: the one that is read, and the one before. */
const KEPT = 2

/**
 * Random access to a blob for who reads many small ranges near each other, as the files of a zip are: a chunk is fetched
 * once for all of them. `end` is not included.
 */
export const createBlobReader = (pool: Pool, { id, bytes }: { id: string; bytes: number }) => {
  const kept = new Map<number, Buffer>()

  const fetchChunk = async (index: number): Promise<Buffer> => {
    const found = kept.get(index)
    if (found) return found
    const start = index * CHUNK_BYTES
    const parts: Buffer[] = []
    for await (const part of readBlob(pool, id, { start, end: Math.min(start + CHUNK_BYTES, bytes) - 1 }))
      parts.push(part)
    const chunk = Buffer.concat(parts)
    kept.set(index, chunk)
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest)
    return chunk
  }

  return {
    size: bytes,
    /** Streams a range, chunk by chunk. */
    read: (start: number, end: number): Readable => readBlob(pool, id, { start, end: end - 1 }),
    /** A range in memory, not to be written to: most lie within one chunk, and are no copy. */
    async readRange(start: number, end: number): Promise<Buffer> {
      const parts: Buffer[] = []
      for (let at = start; at < end; ) {
        const index = Math.floor(at / CHUNK_BYTES)
        const offset = index * CHUNK_BYTES
        const part = (await fetchChunk(index)).subarray(at - offset, end - offset)
        if (part.length === 0) break
        parts.push(part)
        at += part.length
      }
      const [first = Buffer.alloc(0)] = parts
      return parts.length < 2 ? first : Buffer.concat(parts)
    },
  }
}
