import { expect, it } from 'vitest'
import { createTurns } from '../../ui/api/take-turns.ts'

it('has as many at once as there are places, in their order, and goes on after a failure', async () => {
  const inTurn = createTurns(2)
  const begun: number[] = []
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
  const all = gates.map(({ promise }, index) =>
    inTurn(() => {
      begun.push(index)
      return promise
    }).catch(() => 'failed'),
  )
  await Promise.resolve()
  expect(begun).toEqual([0, 1])
  gates[1]?.reject(new Error('no'))
  expect(await all[1]).toBe('failed')
  await new Promise((resolve) => setImmediate(resolve))
  expect(begun).toEqual([0, 1, 2])
  for (const { resolve } of gates) resolve()
  await Promise.all(all)
  expect(begun).toEqual([0, 1, 2, 3])
})
