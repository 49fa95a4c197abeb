/** The first `bytes` of a stream, or all of a shorter one, and the whole stream to be read from its beginning. */
export const peek = async (source: AsyncIterable<Buffer>, bytes: number) => {
  const input = source[Symbol.asyncIterator]()
  const parts: Buffer[] = []
  let have = 0
  while (have < bytes) {
    const next = await input.next()
    if (next.done) break
    parts.push(next.value)
    have += next.value.length
  }
  const head = Buffer.concat(parts)
  async function* whole() {
    try {
      if (head.length > 0) yield head
      for (let next = await input.next(); !next.done; next = await input.next()) yield next.value
    } finally {
      await input.return?.()
    }
  }
  return { head: head.subarray(0, bytes), whole: whole() }
}
