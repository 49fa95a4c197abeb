import type { Writable } from 'node:stream'
import { mendHead } from './mend-head.ts'

/** As busboy has it; a longer head is passed on for it to refuse. */
const MAX_HEAD = 16 * 1024
const END_OF_HEAD = '\r\n\r\n'

/** Mends the heads of a multipart body as it goes by, and leaves the rest of it byte by byte. */
export const createMender = (boundary: string) => {
  const delimiter = Buffer.from(`\r\n--${boundary}\r\n`, 'latin1')
  // The first delimiter has no line before it.
  let held = Buffer.from('\r\n')
  let surplus = held.length
  let isInHead = false
  let heads = 0

  const take = (bytes: number) => {
    const taken = held.subarray(0, bytes)
    held = held.subarray(bytes)
    return taken
  }
  /** What can be passed on already; null where more is needed. */
  const next = (): Buffer | null => {
    if (!isInHead) {
      const at = held.indexOf(delimiter)
      if (at < 0) {
        const free = held.length - delimiter.length + 1
        return free > 0 ? take(free) : null
      }
      isInHead = true
      heads += 1
      // Its last line end may be the first half of the end of an empty head.
      return take(at + delimiter.length - 2)
    }
    const end = held.indexOf(END_OF_HEAD)
    if (end < 0 && held.length < MAX_HEAD) return null
    isInHead = false
    // Half of the end of the head may begin the next delimiter: it stays.
    return end < 0 ? take(held.length) : Buffer.from(mendHead(take(end + 2).toString('latin1')), 'latin1')
  }
  const pass = (parts: Buffer[]) => {
    const bytes = Buffer.concat(parts)
    const dropped = Math.min(surplus, bytes.length)
    surplus -= dropped
    return bytes.subarray(dropped)
  }
  return {
    push(chunk: Buffer): Buffer {
      held = Buffer.concat([held, chunk])
      const parts: Buffer[] = []
      for (let part = next(); part !== null; part = next()) parts.push(part)
      return pass(parts)
    },
    /** What was held back until the end. */
    end: (): Buffer => pass([take(held.length)]),
    /** How many parts have begun. */
    heads: () => heads,
  }
}

const BOUNDARY = /;[ \t]*boundary=(?:"([^"]+)"|([^;\s]+))/i

/**
 * Has everything that is written to `sink`, the parser of a body of this content type, mended on its way. Not by a stream
 * between the two: whoever gives up on the body takes the parser, and not something else, off the request.
 */
export const mendOnTheWay = (sink: Writable, contentType: string) => {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? []
  const mender = createMender(quoted ?? plain ?? '')
  const write = sink.write.bind(sink)
  const end = sink.end.bind(sink)
  sink.write = (chunk: Buffer) => {
    const bytes = mender.push(chunk)
    return bytes.length === 0 || write(bytes)
  }
  sink.end = () => {
    const bytes = mender.end()
    return bytes.length === 0 ? end() : end(bytes)
  }
  return { heads: mender.heads }
}
