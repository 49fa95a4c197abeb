import { expect, it } from 'vitest'
import { boundRemovals } from '../../src/worker/bound-removals.ts'

const settled = async (promise: Promise<void>) => {
  const state = { done: false }
  void promise.then(() => {
    state.done = true
  })
  for (let turn = 0; turn < 20; turn++) await null
  return state.done
}

it('the next run waits only while more removals are under way than may be', async () => {
  const removals = boundRemovals(2)
  const [first, second, third] = [0, 1, 2].map(() => Promise.withResolvers<void>())
  if (!first || !second || !third) throw new Error('three were made')
  expect(await settled(removals.leave(first.promise))).toBe(true)
  expect(await settled(removals.leave(second.promise))).toBe(true)
  const left = removals.leave(third.promise)
  expect(await settled(left)).toBe(false)
  second.resolve()
  expect(await settled(left)).toBe(true)
  const done = removals.done()
  expect(await settled(done)).toBe(false)
  first.resolve()
  third.resolve()
  expect(await settled(done)).toBe(true)
})
