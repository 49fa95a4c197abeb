import { expect, it, onTestFinished } from 'vitest'
import type { JobKind } from '../../src/contract/job.ts'
import { createQueue } from '../../src/queue/create-queue.ts'
import { submitRun } from '../../src/usecases/submit/submit-run.ts'
import { useTestDatabase } from '../support/create-test-database.ts'
import { silentLogger } from '../support/silent-logger.ts'

const useQueue = async (limits = { maxUnfinishedRuns: 1000, clientShare: 0.5 }) => {
  const db = await useTestDatabase()
  const queue = createQueue({ pool: db.queue, runTimeoutSeconds: 60, logger: silentLogger })
  await queue.start()
  onTestFinished(() => queue.stop())
  const names = new Map<string, string>()
  const submit = async (owner: string | null, kind: JobKind, name: string) => {
    const request = { parameters: {}, description: '', classes: [], model_version: null }
    const origin = { requestId: null, traceparent: null }
    const run = { kind, datasetId: null, modelId: null, idempotency: null, request }
    names.set(await submitRun({ db, queue, config: limits, owner, origin, labels: [] }, run), name)
  }
  /** Works until `count` runs have been delivered, one at a time, and tells in which order they came. */
  const work = async (count: number, onDelivery: (name: string) => Promise<void> = async () => undefined) => {
    const order: string[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    await queue.work(1, async (id) => {
      const name = names.get(id) ?? '?'
      order.push(name)
      await onDelivery(name)
      await db.knex.raw("update runs set state = 'succeeded', finished_at = now() where id = ?", [id])
      if (order.length >= count) {
        await queue.drain()
        resolve()
      }
    })
    await promise
    return order.slice(0, count)
  }
  return { db, submit, work }
}

it('serves owners in turn, however many runs one of them has waiting', async () => {
  const { submit, work } = await useQueue()
  for (let n = 1; n <= 5; n++) await submit('greedy', 'train', `greedy ${n}`)
  for (let n = 1; n <= 2; n++) await submit('modest', 'train', `modest ${n}`)
  expect(await work(7)).toEqual([
    'greedy 1',
    'modest 1',
    'greedy 2',
    'modest 2',
    'greedy 3',
    'greedy 4',
    'greedy 5',
  ])
})

it('lets nobody save turns up by waiting, nor get more of them by asking one at a time', async () => {
  const { submit, work } = await useQueue()
  for (let n = 1; n <= 4; n++) await submit('greedy', 'train', `greedy ${n}`)
  await submit('single', 'train', 'single 1')
  let singles = 1
  const order = await work(8, async (name) => {
    if (name.startsWith('single') && singles < 4) await submit('single', 'train', `single ${++singles}`)
  })
  expect(order.slice(0, 2).sort()).toEqual(['greedy 1', 'single 1'])
  // Each is served within two of the other's.
  const at = (name: string) => order.indexOf(name)
  for (let n = 1; n <= 4; n++) expect(Math.abs(at(`greedy ${n}`) - at(`single ${n}`))).toBeLessThanOrEqual(2)
})

it('does what is short before what is long, and keeps the long from waiting for ever', async () => {
  const { submit, work } = await useQueue()
  for (let n = 1; n <= 2; n++) await submit(null, 'train', `train ${n}`)
  await submit(null, 'compile', 'compile')
  for (let n = 1; n <= 25; n++) await submit(null, 'predict', `predict ${n}`)
  const order = await work(28)
  expect(order.slice(0, 3)).toEqual(['predict 1', 'predict 2', 'predict 3'])
  expect(order.indexOf('compile')).toBeLessThan(6)
  expect(order.indexOf('train 1')).toBeLessThan(23)
  expect(order.indexOf('train 2')).toBe(27)
}, 90_000)

it('lets one owner have its share of the places, and whoever has no name all of them', async () => {
  const { submit } = await useQueue({ maxUnfinishedRuns: 4, clientShare: 0.5 })
  await submit('a', 'train', 'a 1')
  await submit('a', 'train', 'a 2')
  await expect(submit('a', 'train', 'a 3')).rejects.toMatchObject({
    code: 'too-busy',
    message: '2 of your runs are unfinished.',
  })
  await submit(null, 'train', 'somebody’s 1')
  await submit(null, 'train', 'somebody’s 2')
  await expect(submit('b', 'train', 'b 1')).rejects.toMatchObject({ message: '4 runs are unfinished.' })
})
