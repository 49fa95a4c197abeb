import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCopy } from '../../../src/store/blobs/copy-rows.ts'

/** Some larger than the memory that a row has to begin with. */
const field = fc.option(fc.uint8Array({ maxLength: 6000 }).map((bytes) => Buffer.from(bytes)))
const rows = fc.array(fc.array(field, { maxLength: 4 }), { maxLength: 8 })

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
const int16 = (value: number) => int32(value).subarray(2)
const encode = (table: (Buffer | null)[][]) =>
  Buffer.concat([
    Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'),
    int32(0),
    int32(3),
    Buffer.from('ext'),
    ...table.flatMap((row) => [
      int16(row.length),
      ...row.flatMap((value) => (value ? [int32(value.length), value] : [int32(-1)])),
    ]),
    int16(-1),
  ])
/** In memory that is used again, as that of the connection is. */
const pieces = async function* (data: Buffer, sizes: number[]) {
  const memory = Buffer.alloc(Math.max(...sizes))
  for (let at = 0, i = 0; at < data.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    yield memory.subarray(0, data.copy(memory, 0, at, at + size))
    at += size
  }
}
const collect = async (source: AsyncIterable<(Buffer | null)[]>) => {
  const all: (Buffer | null)[][] = []
  for await (const row of source) all.push(row.map((field) => field && Buffer.from(field)))
  return all
}

describe('parseCopy', () => {
  it('reads any rows, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
        async (table, sizes) => {
          expect(await collect(parseCopy(pieces(encode(table), sizes)))).toEqual(table)
        },
      ),
    )
  })

  it('refuses a stream that ends early', async () => {
    const whole = encode([[Buffer.from('abc'), null]])
    for (let end = 0; end < whole.length; end++) {
      await expect(collect(parseCopy(pieces(whole.subarray(0, end), [7])))).rejects.toThrow(/early/)
    }
  })

  it('ends with an error on arbitrary bytes, never with a hang', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await collect(parseCopy(pieces(Buffer.from(bytes), [16]))).catch((error: unknown) =>
          expect(error).toBeInstanceOf(Error),
        )
      }),
    )
  })
})
