/** A file that is on its way, of which the beginning is in memory. */
export interface Peeked {
  /** At least as many bytes as were asked for, or all. */
  head: Buffer
  /** Whether `head` is all. */
  isAll: boolean
  /** The file from its beginning; to be called once. */
  whole: () => AsyncIterable<Buffer>
}

/** Reads the first `bytes` of a stream, or all of a shorter one. */
export const peek = async (source: AsyncIterable<Buffer>, bytes: number): Promise<Peeked> => {
  const input = source[Symbol.asyncIterator]()
  const parts: Buffer[] = []
  let have = 0
  let isAll = false
  while (have < bytes && !isAll) {
    const next = await input.next()
    if (next.done) isAll = true
    else {
      parts.push(next.value)
      have += next.value.length
    }
  }
  const [first = Buffer.alloc(0)] = parts
  const head = parts.length < 2 ? first : Buffer.concat(parts)
  async function* whole() {
    try {
      if (head.length > 0) yield head
      if (isAll) return
      for (let next = await input.next(); !next.done; next = await input.next()) yield next.value
    } finally {
      await input.return?.()
    }
  }
  return { head, isAll, whole }
}
