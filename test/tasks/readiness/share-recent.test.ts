import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { shareRecent } from '../../../src/tasks/readiness/share-recent.ts'

it('asks once for all who ask within a moment, or while an answer is under way', async () => {
  let asked = 0
  const ask = shareRecent(async () => {
    asked += 1
    await sleep(150)
    return asked
  }, 100)
  expect(await Promise.all([ask(), ask(), sleep(120).then(ask)])).toEqual([1, 1, 1])
  await sleep(50)
  expect(await ask()).toBe(2)
})

it('shares a failure no longer than an answer', async () => {
  let asked = 0
  const ask = shareRecent(async () => {
    asked += 1
    if (asked === 1) throw new Error('away')
    return 'there'
  }, 50)
  await expect(ask()).rejects.toThrow('away')
  await expect(ask()).rejects.toThrow('away')
  await sleep(60)
  expect(await ask()).toBe('there')
})
