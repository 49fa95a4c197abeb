import type { Header } from 'tar-stream'
import { TarError } from './tar-error.ts'

const BLOCK_BYTES = 512
const END_BYTES = 2 * BLOCK_BYTES

/** Where the body starts in the archive; the parser sets it, its types do not tell. */
type Placed = Header & { byteOffset?: number }

/**
 * Finds out whether an archive ended with its two zero blocks. The parser does not: an archive that is cut
 * off between two members looks complete to it.
 */
export const createEndCheck = () => {
  let received = 0
  let trailingZeros = 0
  let membersEnd = 0

  return {
    async *watch(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of source) {
        received += chunk.length
        const tail = Math.min(chunk.length, END_BYTES)
        const last = chunk.subarray(chunk.length - tail).findLastIndex((byte) => byte !== 0)
        trailingZeros = last === -1 ? trailingZeros + chunk.length : tail - 1 - last
        yield chunk
      }
    },
    /** Called for each member, so that zeros at the end of the last file do not count. */
    entry: (header: Placed): void => {
      const body = header.type === 'directory' ? 0 : header.size
      membersEnd = (header.byteOffset ?? 0) + Math.ceil(body / BLOCK_BYTES) * BLOCK_BYTES
    },
    /** @throws TarError when the archive was cut off. */
    verify: (): void => {
      if (received < membersEnd + END_BYTES || trailingZeros < END_BYTES) throw new TarError('cut')
    },
  }
}
