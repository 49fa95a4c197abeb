import { PassThrough } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { readExactly } from '../../src/thumbnail/read-exactly.ts'

it('puts pieces together, takes them apart, and lets others work while it waits', async () => {
  const pipe = new PassThrough()
  const read = readExactly(pipe)
  pipe.write('ab')
  const three = read(3)
  // A loop that takes every turn for itself would never get here.
  for (let i = 0; i < 10; i++) await turn()
  pipe.write('cdefg')
  expect(String(await three)).toBe('abc')
  expect(String(await read(1))).toBe('d')
  expect(await read(0)).toHaveLength(0)
  pipe.end('h')
  expect(String(await read(4))).toBe('efgh')
  expect(await read(1)).toBeNull()
})
