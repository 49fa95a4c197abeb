import { expect, test } from 'vitest'
import { withDeadline } from '../src/with-deadline.ts'

const late = () => Object.assign(new Error('no answer'), { code: 'deadline' })
const never = () => new Promise<never>(() => undefined)

test('a call that never settles is given up, and told so', async () => {
  const told = Promise.withResolvers<void>()
  const work = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => told.resolve())
    return never()
  }
  await expect(withDeadline(work, { ms: 20, late })).rejects.toMatchObject({ code: 'deadline' })
  await told.promise
})

test('a call that settles in time is not told anything', async () => {
  let told = false
  const work = async (signal: AbortSignal) => {
    signal.addEventListener('abort', () => {
      told = true
    })
    return 7
  }
  expect(await withDeadline(work, { ms: 20, late })).toBe(7)
  await new Promise((resolve) => setTimeout(resolve, 40))
  expect(told).toBe(false)
})

test('an outer signal ends it with its reason', async () => {
  const reason = new Error('cancelled')
  const controller = new AbortController()
  const call = withDeadline(never, { ms: 10_000, late, signal: controller.signal })
  controller.abort(reason)
  await expect(call).rejects.toBe(reason)
})

test('an error that comes too late harms nobody', async () => {
  const work = async () => {
    await new Promise((resolve) => setTimeout(resolve, 40))
    throw new Error('too late')
  }
  await expect(withDeadline(work, { ms: 10, late })).rejects.toMatchObject({ code: 'deadline' })
  await new Promise((resolve) => setTimeout(resolve, 60))
})
