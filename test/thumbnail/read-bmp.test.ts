import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readBmp } from '../../src/thumbnail/read-bmp.ts'

const HEADERS = 54
const palette = Buffer.from(Array.from({ length: 256 }, (_, i) => [i, 255 - i, (i * 7) % 256, 0]).flat())

/** A BMP of indexes into a palette; `packing` 0 is plain, 1 run lengths of bytes, 2 of halves of bytes. */
const writeBmp = (width: number, height: number, depth: number, packing: number, pixels: Buffer): Buffer => {
  const head = Buffer.alloc(HEADERS)
  const colors = palette.subarray(0, 4 * 2 ** depth)
  head.write('BM')
  head.writeUInt32LE(HEADERS + colors.length, 10)
  head.writeUInt32LE(40, 14)
  head.writeInt32LE(width, 18)
  head.writeInt32LE(height, 22)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(depth, 28)
  head.writeUInt32LE(packing, 30)
  head.writeUInt32LE(pixels.length, 34)
  return Buffer.concat([head, colors, pixels])
}
const plain = (rows: number[][]) => {
  const width = rows[0]?.length ?? 0
  const padded = rows.map((row) => [...row, ...Array((4 - (width % 4)) % 4).fill(0)])
  return writeBmp(width, rows.length, 8, 0, Buffer.from(padded.flat()))
}
const halves = (indexes: number[]) =>
  Array.from(
    { length: Math.ceil(indexes.length / 2) },
    (_, i) => ((indexes[2 * i] ?? 0) << 4) | (indexes[2 * i + 1] ?? 0),
  )
/** Writes pieces of a row as they are, and rows of one colour as one run. */
const packed = (rows: number[][], depth: 4 | 8, piece: number) => {
  const bytes = rows.flatMap((row) => {
    const [first = 0] = row
    const run = depth === 8 ? first : first * 17
    const pieces = Array.from({ length: Math.ceil(row.length / piece) }, (_, i) =>
      row.slice(i * piece, (i + 1) * piece),
    )
    const written = row.every((index) => index === first)
      ? [row.length, run]
      : pieces.flatMap((part) => {
          // Fewer than three cannot stand as they are.
          if (part.length < 3) return part.flatMap((index) => [1, depth === 8 ? index : index * 17])
          const data = depth === 8 ? part : halves(part)
          return [0, part.length, ...data, ...(data.length % 2 === 1 ? [0] : [])]
        })
    return [...written, 0, 0]
  })
  return writeBmp(
    rows[0]?.length ?? 0,
    rows.length,
    depth,
    depth === 8 ? 1 : 2,
    Buffer.from([...bytes, 0, 1]),
  )
}

it.each([4, 8] as const)('run lengths of %i bits are the picture without them', (depth) => {
  const index = fc.oneof(fc.constant(3), fc.nat(2 ** depth - 1))
  const picture = fc
    .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 6 }))
    .chain(([width, height]) =>
      fc.array(fc.array(index, { minLength: width, maxLength: width }), {
        minLength: height,
        maxLength: height,
      }),
    )
  fc.assert(
    fc.property(picture, fc.integer({ min: 3, max: 9 }), (rows, piece) => {
      expect(readBmp(packed(rows, depth, piece))).toEqual(readBmp(plain(rows)))
    }),
  )
})

it('jumps over what stays the first colour, and drops what has no place', () => {
  const pixels = [4, 5, 0, 2, 1, 1, 9, 6, 0, 1, 7]
  const rows = [
    [5, 5, 5, 5, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 6, 6, 6],
  ]
  expect(readBmp(writeBmp(8, 2, 8, 1, Buffer.from(pixels)))).toEqual(readBmp(plain(rows)))
})

it('ends with the data, whatever they say', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom([8, 1], [4, 2]),
      (data, [depth = 8, packing = 1]) => {
        expect(readBmp(writeBmp(5, 5, depth, packing, Buffer.from(data)))?.data).toHaveLength(75)
      },
    ),
    { numRuns: 1000 },
  )
})
