import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLineReader, type Line } from '../../../src/runner/output/read-lines.ts'

const read = (chunks: Uint8Array[], maxLineBytes: number): Line[] => {
  const reader = createLineReader(maxLineBytes)
  return [...chunks.flatMap((chunk) => [...reader.push(chunk)]), ...reader.end()]
}

const split = (bytes: Uint8Array, cuts: number[]): Uint8Array[] => {
  const places = cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b)
  return [0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length))
}

const line = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replace(/[\r\n]/g, ''))

test('lines come back as they were written, wherever the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat()), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''))
      const expected = lines.map((text) => ({ text: Buffer.from(text).toString(), cut: false }))
      expect(read(split(bytes, cuts), 1000)).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

test('a line is cut at the limit, and the next one is whole', () => {
  fc.assert(
    fc.property(fc.nat({ max: 50 }), fc.array(fc.nat()), (length, cuts) => {
      const bytes = Buffer.from(`${'x'.repeat(length)}\nnext`)
      expect(read(split(bytes, cuts), 20)).toEqual([
        { text: 'x'.repeat(Math.min(length, 20)), cut: length > 20 },
        { text: 'next', cut: false },
      ])
    }),
    { numRuns: 500 },
  )
})

test('any bytes are read, in any pieces, to the same lines', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat()), (bytes, cuts) => {
      expect(read(split(bytes, cuts), 30)).toEqual(read([bytes], 30))
    }),
    { numRuns: 500 },
  )
})

test('carriage returns, empty lines and a missing last newline', () => {
  expect(read([Buffer.from('a\r\n\nb')], 10).map(({ text }) => text)).toEqual(['a', '', 'b'])
})
