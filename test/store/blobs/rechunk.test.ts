import { expect, it } from 'vitest'
import { CHUNK_BYTES, rechunk } from '../../../src/store/blobs/rechunk.ts'

/** Bytes of which every chunk is full of its own number. */
async function* numbered(chunks: number, rest: number) {
  for (let n = 0; n < chunks; n++) yield Buffer.alloc(CHUNK_BYTES, n)
  yield Buffer.alloc(rest, chunks)
}

it.each([1, 2, 16])('leaves a piece as it is until %d more are asked for', async (held) => {
  const latest: { piece: Buffer; number: number }[] = []
  let number = 0
  for await (const piece of rechunk(numbered(40, 7), held)) {
    latest.push({ piece, number: number++ })
    if (latest.length > held) latest.shift()
    for (const { piece, number } of latest) {
      expect([piece[0], piece.at(-1)]).toEqual([number, number])
    }
  }
  expect({ number, last: latest.at(-1)?.piece.length }).toEqual({ number: 41, last: 7 })
})

it('uses the memory of pieces again', async () => {
  const memory = new Set<ArrayBufferLike>()
  for await (const piece of rechunk(numbered(40, 7), 3)) memory.add(piece.buffer)
  expect(memory.size).toBeLessThanOrEqual(4)
})
