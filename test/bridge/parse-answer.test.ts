import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Answer } from '../../src/bridge/exchange.ts'
import { parseAnswer } from '../../src/bridge/parse-answer.ts'
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
  expect(performance.now() - startedAt).toBeLessThan(1000)
})

it('loses nothing, whatever a key is called', () => {
  const body = '{"a":{"__proto__":null,"constructor":1}}'
  const parsed = parseAnswer(answer(body), jsonObject)
  expect(parsed.ok && JSON.stringify(parsed.value)).toBe(body)
})
