import fc from 'fast-check'
import { expect, it } from 'vitest'
import { escapedJsonBytes, escapeJson } from '../../src/bridge/escape-json.ts'

const cut = (bytes: Buffer, places: number[]): Buffer[] => {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end))
}

it('gives back every text, wherever its bytes are cut, and knows the length beforehand', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', '\\', '\n', '\u0000', '\u001f', '\u007f', 'é', '😀', '0x1C, ') }),
  )
  fc.assert(
    fc.property(texts, fc.array(fc.nat(1000), { maxLength: 5 }), (text, places) => {
      const pieces = cut(Buffer.from(text), places)
      const escaped = Buffer.concat(pieces.map(escapeJson))
      expect(JSON.parse(`"${escaped.toString()}"`)).toBe(text)
      expect(pieces.reduce((sum, piece) => sum + escapedJsonBytes(piece), 0)).toBe(escaped.length)
    }),
    { numRuns: 3000 },
  )
})

it('spells line feeds and quotes as C sources need them', () => {
  expect(escapeJson(Buffer.from('#include "target_model.h"\n\t\\')).toString()).toBe(
    '#include \\"target_model.h\\"\\n\\t\\\\',
  )
})
