/** Where the rows begin, and how many bits an index has. */
interface Packed {
  pixelsAt: number
  width: number
  height: number
  depth: 4 | 8
}

const END_OF_ROW = 0
const END = 1
const JUMP = 2

/**
 * The indexes of a BMP of run lengths, a byte each, row by row as they stand in the file. What it passes over is 0, and
 * what does not fit into a row is dropped.
 */
export const unpackRunLengths = (data: Buffer, { pixelsAt, width, height, depth }: Packed): Buffer => {
  const rows = Buffer.alloc(width * height)
  let [x, y] = [0, 0]
  /** Writes `count` indexes; `byteOf` gives the byte that has the one with this number. */
  const put = (count: number, byteOf: (index: number) => number) => {
    for (let i = 0; i < count; i += 1, x += 1) {
      const byte = byteOf(i)
      if (x < width) rows[y * width + x] = depth === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15
    }
  }
  for (let at = pixelsAt; at + 1 < data.length && y < height; ) {
    const [count = 0, value = 0] = data.subarray(at, at + 2)
    at += 2
    if (count > 0) put(count, () => value)
    else if (value === END_OF_ROW) [x, y] = [0, y + 1]
    else if (value === END) break
    else if (value === JUMP) {
      const [right = 0, up = 0] = data.subarray(at, at + 2)
      x += right
      y += up
      at += 2
    } else {
      const from = at
      put(value, (index) => data[from + (depth === 8 ? index : index >> 1)] ?? 0)
      const bytes = depth === 8 ? value : Math.ceil(value / 2)
      at += bytes + (bytes % 2)
    }
  }
  return rows
}
