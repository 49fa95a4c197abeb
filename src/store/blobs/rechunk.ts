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
 * Cuts a byte stream into pieces of CHUNK_BYTES; only the last may be shorter. The memory of a piece is used
 * again for the next one, so a piece is good until the next is asked for.
 */
export async function* rechunk(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let piece: Buffer = Buffer.allocUnsafe(FIRST_BYTES)
  let filled = 0
  for await (const bytes of source) {
    for (let offset = 0; offset < bytes.length; ) {
      const part = bytes.subarray(offset, offset + CHUNK_BYTES - filled)
      piece = grow(piece, filled + part.length)
      piece.set(part, filled)
      filled += part.length
      offset += part.length
      if (filled === CHUNK_BYTES) {
        yield piece
        filled = 0
      }
    }
  }
  if (filled > 0) yield piece.subarray(0, filled)
}
