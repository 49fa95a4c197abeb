import fc from 'fast-check'
import { expect, test } from 'vitest'
import { demultiplex, type OutputPiece } from '../../../src/runner/output/demultiplex.ts'
import { cutAt, gather } from '../support/chunks.ts'

const frame = (stream: OutputPiece['stream'], bytes: Uint8Array): Buffer => {
  const header = Buffer.alloc(8)
  header[0] = stream === 'stdout' ? 1 : 2
  header.writeUInt32BE(bytes.length, 4)
  return Buffer.concat([header, bytes])
}

const frames = fc.array(
  fc.record({
    stream: fc.constantFrom<OutputPiece['stream']>('stdout', 'stderr'),
    bytes: fc.uint8Array({ maxLength: 300 }),
  }),
  { maxLength: 30 },
)

test('frames come back whole and in order, wherever the chunks are cut', async () => {
  await fc.assert(
    fc.asyncProperty(frames, fc.array(fc.nat()), async (given, cuts) => {
      const wire = Buffer.concat(given.map(({ stream, bytes }) => frame(stream, bytes)))
      const pieces = await gather(demultiplex(cutAt(wire, cuts)))
      const expected = given.flatMap(({ stream, bytes }) => Array.from(bytes, (byte) => [stream, byte]))
      expect(pieces.flatMap(({ stream, bytes }) => Array.from(bytes, (byte) => [stream, byte]))).toEqual(
        expected,
      )
    }),
    { numRuns: 300 },
  )
})

test('any bytes either are frames or are refused, and never hang', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat()), async (bytes, cuts) => {
      await gather(demultiplex(cutAt(bytes, cuts))).catch((error: unknown) => {
        expect(error).toMatchObject({ name: 'EngineError', code: 'engine' })
      })
    }),
    { numRuns: 300 },
  )
})

test('a million tiny frames in one chunk take linear time', async () => {
  const one = frame('stdout', Buffer.from('x'))
  const wire = Buffer.alloc(one.length * 1_000_000, one)
  const start = performance.now()
  let bytes = 0
  for await (const piece of demultiplex(cutAt(wire, []))) bytes += piece.bytes.length
  expect(bytes).toBe(1_000_000)
  expect(performance.now() - start).toBeLessThan(5000)
})

test('a large frame in many small chunks takes linear time', async () => {
  const wire = frame('stderr', Buffer.alloc(32 * 1024 * 1024))
  const chunks = async function* () {
    for (let at = 0; at < wire.length; at += 1024) yield wire.subarray(at, at + 1024)
  }
  const start = performance.now()
  let bytes = 0
  for await (const piece of demultiplex(chunks())) bytes += piece.bytes.length
  expect(bytes).toBe(32 * 1024 * 1024)
  expect(performance.now() - start).toBeLessThan(5000)
})

test('a chunk is pulled only when the one before is used up', async () => {
  let pulled = 0
  const source = async function* () {
    for (;;) {
      pulled += 1
      yield frame('stdout', Buffer.from('x'))
    }
  }
  const pieces = demultiplex(source())
  await pieces.next()
  await pieces.next()
  expect(pulled).toBe(2)
  await pieces.return(undefined)
})

test('an absurd length is refused', async () => {
  const header = Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff])
  await expect(gather(demultiplex(cutAt(header, [])))).rejects.toMatchObject({ code: 'engine' })
})
