import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pathChoices, resolvePaths } from '../../src/labels/resolve-paths.ts'

const hash = (digit: string) => digit.repeat(64)
const claim = (datasetPath: string, digit: string) => ({ datasetPath, sha256: hash(digit) })

it.each([
  ['cat/image.jpg', 'cat/image~aaaaaaaa.jpg'],
  ['cat.v2/image', 'cat.v2/image~aaaaaaaa'],
  ['cat/.jpg', 'cat/.jpg~aaaaaaaa'],
  ['a.b.png', 'a.b~aaaaaaaa.png'],
])('a picture beside %s is %s', (path, beside) => {
  expect(pathChoices(claim(path, 'a'))[1]).toBe(beside)
})

it('keeps both, or replaces where that was asked for', () => {
  const existing = new Map([['cat/1.png', hash('a')]])
  const claims = [
    claim('cat/1.png', 'a'),
    claim('cat/1.png', 'b'),
    claim('cat/2.png', 'b'),
    claim('cat/1.png', 'b'),
  ]
  expect(resolvePaths(claims, existing, 'keep')).toEqual([
    { path: 'cat/1.png', outcome: 'same' },
    { path: 'cat/1~bbbbbbbb.png', outcome: 'renamed' },
    { path: 'cat/2.png', outcome: 'added' },
    { path: 'cat/1~bbbbbbbb.png', outcome: 'same' },
  ])
  expect(resolvePaths(claims.slice(1, 2), existing, 'replace')).toEqual([
    { path: 'cat/1.png', outcome: 'replaced' },
  ])
})

const claims = fc.array(
  fc.record({
    datasetPath: fc.constantFrom('a/1.png', 'a/1~11111111.png', 'b', 'a/2.png'),
    sha256: fc.constantFrom(hash('1'), hash('2'), hash('3'), `${'1'.repeat(20)}${'2'.repeat(44)}`),
  }),
  { maxLength: 12 },
)

it('loses no picture and overwrites none, and a repeated upload adds nothing', () => {
  fc.assert(
    fc.property(claims, claims, (first, second) => {
      const stored = new Map<string, string>()
      const send = (list: typeof first) =>
        resolvePaths(list, new Map(stored), 'keep').map(({ path, outcome }, at) => {
          const sha256 = list[at]?.sha256 ?? ''
          expect(stored.get(path) ?? sha256).toBe(sha256)
          stored.set(path, sha256)
          return outcome
        })
      send(first)
      send(second)
      const wanted = new Set([...first, ...second].map(({ sha256 }) => sha256))
      expect(new Set(stored.values())).toEqual(wanted)
      const size = stored.size
      for (const outcome of [...send(first), ...send(second.toReversed())]) expect(outcome).toBe('same')
      expect(stored.size).toBe(size)
    }),
    { numRuns: 2000 },
  )
})
