import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/bridge/exchange.ts'
import { parseAnswer, shortText } from '../../src/bridge/parse-answer.ts'
import { jsonObject } from '../../src/contract/scalars.ts'

const answer = (body: string | Uint8Array, status = 200): Answer => ({
  ok: true,
  status,
  headers: {},
  body: Buffer.from(body),
})
const anyObject = jsonObject

it('passes on every JSON object of reasonable depth', () => {
  const objects = fc
    .dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 }))
    .filter((value) => !('__proto__' in value))
  fc.assert(
    fc.property(objects, (value) => {
      const sent = JSON.parse(JSON.stringify(value))
      expect(parseAnswer(answer(JSON.stringify(value)), anyObject)).toEqual({ ok: true, value: sent })
    }),
    { numRuns: 1000 },
  )
})

it('never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 100, max: 599 }), (bytes, status) => {
      expect(typeof parseAnswer(answer(bytes, status), anyObject).ok).toBe('boolean')
    }),
    { numRuns: 2000 },
  )
})

it.each([
  ['deep', `{"a":${'['.repeat(65)}${']'.repeat(65)}}`, false],
  ['brackets inside a string', JSON.stringify({ a: '\\"[{'.repeat(250_000) }), true],
  ['a string that never ends', `"${'\\"'.repeat(500_000)}`, false],
])('takes a megabyte of %s in linear time', (_, text, ok) => {
  const startedAt = performance.now()
  expect(parseAnswer(answer(text), anyObject).ok).toBe(ok)
  expect(performance.now() - startedAt).toBeLessThan(10_000)
})

it('loses nothing, whatever a key is called', () => {
  const body = '{"a":{"__proto__":null,"constructor":1}}'
  const parsed = parseAnswer(answer(body), jsonObject)
  expect(parsed.ok && JSON.stringify(parsed.value)).toBe(body)
})

describe('the words of a bridge', () => {
  const said = (body: string | Uint8Array, type?: string): Answer => ({
    ...answer(body, 404),
    headers: type === undefined ? {} : { 'content-type': type },
  })

  it.each([
    ['Failed to read prediction from device', 'text/html; charset=utf-8'],
    ['Kein Gerät 🙂\nzweite Zeile\t.', 'text/plain'],
    ['{"error":"no device"}', 'application/json'],
    ['no type', undefined],
    ['x'.repeat(500), 'TEXT/PLAIN'],
    ['', 'text/plain'],
  ])('%j of %s are passed on', (text, type) => {
    expect(shortText(said(text, type))).toBe(text)
    expect(parseAnswer(said(text, type), anyObject)).toMatchObject({ kind: 'status', status: 404, text })
  })

  it.each([
    ['a long text', 'x'.repeat(501), 'text/plain'],
    ['a page', '<!doctype html>\n<title>Router</title>', 'text/html'],
    ['a page after blanks', ' \n<html>', 'text/html'],
    ['a file', 'secret', 'application/octet-stream'],
    ['a picture', 'secret', 'image/png'],
    ['bytes that are no UTF-8', Uint8Array.of(0x73, 0xff), 'text/plain'],
    ['control characters', 'a\u0000b', 'text/plain'],
    ['an escape sequence', '\u001b[31mred', 'text/plain'],
  ])('%s are not: the error names status and type', (_, body, type) => {
    const failure = parseAnswer(said(body, type), anyObject)
    expect(failure).toEqual({
      ok: false,
      kind: 'status',
      status: 404,
      text: undefined,
      message: `The bridge answered with status 404 (${type}).`,
    })
  })

  it.each([
    [200, '["all is well"]', 'application/json', 'status 200 (application/json), which is not what a bridge'],
    [200, 'secret', 'text/plain', 'status 200 (text/plain), which is not what a bridge'],
    [204, 'secret', 'text/plain', 'status 204 (text/plain) instead of 200'],
    [302, 'secret', 'text/"secret', 'status 302 instead of 200'],
  ])('an answer %i %s says nothing of its content', (status, body, type, message) => {
    const failure = parseAnswer({ ...said(body, type), status }, anyObject)
    expect(failure).toMatchObject({ kind: 'bad-answer', status, message: expect.stringContaining(message) })
    expect(JSON.stringify(failure)).not.toMatch(/secret|all is well/)
  })
})
