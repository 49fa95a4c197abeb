/** Yields bytes cut at the given places (taken modulo their length). */
export async function* cutAt(bytes: Uint8Array, cuts: number[]): AsyncGenerator<Uint8Array> {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b)
  let from = 0
  for (const to of [...places, bytes.length]) {
    if (to > from) yield bytes.subarray(from, to)
    from = to
  }
}

export const gather = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const item of source) all.push(item)
  return all
}

export const gatherBytes = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> =>
  Buffer.concat(await gather(source))
