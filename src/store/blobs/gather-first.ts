/** Bytes of one `blob_chunks` row: fixed, so that a byte range is arithmetic. */
export const CHUNK_BYTES = 256 * 1024

/** Memory to begin with: most pictures are small, and a whole piece for each of thousands is much to clear away. */
const FIRST_BYTES = 8 * 1024

/** The same bytes in memory that has room for `needed`, or for a whole piece. */
const grow = (piece: Buffer, needed: number): Buffer => {
  if (needed <= piece.length) return piece
  const larger = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, Math.max(needed, 4 * piece.length)))
  piece.copy(larger)
  return larger
}

/**
 * A byte stream whose first piece has CHUNK_BYTES, or all of it where it has less; the rest as it comes. The memory of a piece
 * may be used again when the next is asked for.
 */
export async function* gatherFirst(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let first: Buffer = Buffer.allocUnsafe(FIRST_BYTES)
  let filled = 0
  let isGathered = false
  for await (const bytes of source) {
    if (isGathered) {
      yield bytes
      continue
    }
    const part = bytes.subarray(0, CHUNK_BYTES - filled)
    first = grow(first, filled + part.length)
    first.set(part, filled)
    filled += part.length
    if (filled < CHUNK_BYTES) continue
    isGathered = true
    yield first
    if (part.length < bytes.length) yield bytes.subarray(part.length)
  }
  if (!isGathered && filled > 0) yield first.subarray(0, filled)
}
