import { describe, expect, it } from 'vitest'
import { looseBoolean, looseInteger } from '../../src/contract/scalars.ts'

describe('a boolean as the predecessor took it', () => {
  const words = { true: ['1', 'on', 't', 'true', 'y', 'yes'], false: ['0', 'off', 'f', 'false', 'n', 'no'] }
  const cases = Object.entries(words).flatMap(([meant, list]) =>
    list.flatMap((word) =>
      [word, word.toUpperCase(), `${word[0]?.toUpperCase()}${word.slice(1)}`].map(
        (w) => [w, meant === 'true'] as const,
      ),
    ),
  )
  it.each([
    ...cases,
    [0, false],
    [1, true],
    [0.0, false],
    [1.0, true],
    [true, true],
    [false, false],
  ] as const)('%j is %j', (given, meant) => {
    expect(looseBoolean.parse(given)).toBe(meant)
  })

  it.each([
    null,
    undefined,
    2,
    -1,
    0.5,
    '',
    ' ',
    ' true',
    'true ',
    'ja',
    '2',
    'toString',
    '__proto__',
    { a: 1 },
  ])('%j is none', (given) => {
    expect(looseBoolean.safeParse(given).success).toBe(false)
  })
})

describe('an integer as the predecessor took it', () => {
  it.each([
    [5, 5],
    ['5', 5],
    [' 5 ', 5],
    ['+5', 5],
    ['-5', -5],
    ['007', 7],
    [5.0, 5],
    [true, 1],
    [false, 0],
  ] as const)('%j is %j', (given, meant) => {
    expect(looseInteger.parse(given)).toBe(meant)
  })

  it.each([
    null,
    undefined,
    '',
    ' ',
    '1.5',
    '1.0',
    '1e3',
    '0x10',
    '٣',
    'one',
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '99999999999999999999',
    { a: 1 },
  ])('%j is none', (given) => {
    expect(looseInteger.safeParse(given).success).toBe(false)
  })

  it('is no list of one', () => {
    expect(looseInteger.safeParse([1]).success).toBe(false)
    expect(looseBoolean.safeParse([true]).success).toBe(false)
  })
})
