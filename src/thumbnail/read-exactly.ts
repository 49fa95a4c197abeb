import type { Readable } from 'node:stream'

/**
 * Reads a byte stream in pieces of given lengths; null once it has ended before.
 *
 * `Readable.read(n)` with `readable` events does not do: while there are fewer bytes than asked for, every listener that is
 * added makes the event happen at once, and nothing else in the process any more.
 */
export const readExactly = (stream: Readable) => {
  const chunks: AsyncIterator<Buffer> = stream.iterator({ destroyOnReturn: false })
  let held: Buffer = Buffer.alloc(0)
  return async (bytes: number): Promise<Buffer | null> => {
    const parts = [held]
    for (let length = held.length; length < bytes; ) {
      const { value, done } = await chunks.next()
      if (done) return null
      parts.push(value)
      length += value.length
    }
    const whole = parts.length === 1 ? held : Buffer.concat(parts)
    // A copy: what is left over must not keep a whole picture.
    held = Buffer.from(whole.subarray(bytes))
    return whole.subarray(0, bytes)
  }
}
