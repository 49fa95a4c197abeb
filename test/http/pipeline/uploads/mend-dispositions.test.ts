import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMender } from '../../../../src/http/pipeline/uploads/mend-dispositions.ts'

const BOUNDARY = 'x'

/** Sends a body in pieces that end at these places. */
const mend = (body: Buffer, cuts: number[] = []) => {
  const mender = createMender(BOUNDARY)
  const ends = [...cuts.map((cut) => cut % (body.length + 1)), body.length].sort((a, b) => a - b)
  const parts = ends.map((end, at) => mender.push(body.subarray(ends[at - 1] ?? 0, end)))
  return Buffer.concat([...parts, mender.end()])
}
const part = (disposition: string, data: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`, 'latin1'),
    Buffer.from(data),
    Buffer.from('\r\n'),
  ])
const form = (...parts: Buffer[]) => Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)])

describe('the head of a part', () => {
  it.each([
    ["filename*=UTF-8''%E7%8C%AB/1.png", "filename*=UTF-8''%E7%8C%AB%2f1.png"],
    [
      'filename="_"; filename*=utf-8\'en\'a b\\c.png; x=1',
      'filename="_"; filename*=utf-8\'en\'a%20b%5cc.png; x=1',
    ],
    ['filename*="UTF-8\'\'a/b.png"', "filename*=UTF-8''a%2fb.png"],
    ["filename* = UTF-8''100%.png", "filename*=UTF-8''100%25.png"],
    ["filename*=UTF-8''th\xe9/1.png", "filename*=UTF-8''th%e9%2f1.png"],
    ['filename="a.png";', 'filename="a.png"'],
    ['filename=my; size=3; cat.png', 'filename="my"'],
    ['filename=my cat.png', 'filename="my cat.png"'],
    ['filename = "a.png"', 'filename="a.png"'],
    ['filename="the "best" cat.png"', 'filename="the \\"best\\" cat.png"'],
    ['filename="a.png', 'filename="a.png"'],
    ['filename="C:\\cats\\"', 'filename="C:\\\\cats\\\\"'],
    ['filename="a"; filename*=nonsense', 'filename="a"'],
    ['filename*=nonsense', 'filename="nonsense"'],
    ["filename=a b; filename*=utf-8''a%20b", 'filename="a b"; filename*=utf-8\'\'a%20b'],
  ])('%s is mended', (written, mended) => {
    expect(mend(form(part(`name="files"; ${written}`, 'data'))).toString('latin1')).toBe(
      form(part(`name="files"; ${mended}`, 'data')).toString('latin1'),
    )
  })

  it.each([
    'filename="cat/1.png"',
    "filename*=UTF-8''%E7%8C%AB%2F1.png",
    'filename="filename*=utf-8\'\'a b"',
    'filename=a.png;size=3',
    'filename="filename*=utf-8\'\'a b"'.replace('utf', '\xe9tf'),
  ])('%s stays as it is', (written) => {
    const body = form(part(`name="files"; ${written}`, 'data'))
    expect(mend(body)).toEqual(body)
  })
})

const data = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc
    .array(
      fc.constantFrom('\r\n', '--x', '\r\n\r\n', "filename*=utf-8''a/b", 'Content-Disposition: ', '-', '\r'),
      {
        maxLength: 8,
      },
    )
    .map((pieces) => Buffer.from(pieces.join(''))),
)
it('what is in a part is never touched, however it arrives', () => {
  fc.assert(
    fc.property(fc.array(data, { maxLength: 4 }), fc.array(fc.nat(), { maxLength: 6 }), (contents, cuts) => {
      // A content that has the delimiter in it ends there, for every reader.
      fc.pre(
        contents.every((content) => !Buffer.concat([Buffer.from('\r\n'), content]).includes('\r\n--x\r\n')),
      )
      const write = (slash: string) =>
        form(...contents.map((content, at) => part(`name="files"; filename*=utf-8''a${slash}${at}`, content)))
      expect(mend(write('/'), cuts)).toEqual(write('%2f'))
    }),
    { numRuns: 2000 },
  )
})
it('passes on what is no form, or has no end', () => {
  for (const body of ['', '\r\n', 'x', '--x', `--x\r\n${'a'.repeat(40_000)}`, '--x\r\nhalf a head'])
    expect(mend(Buffer.from(body)).toString()).toBe(body)
})
