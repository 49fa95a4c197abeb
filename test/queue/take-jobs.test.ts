import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { createQueue } from '../../src/queue/create-queue.ts'
import { useTestDatabase } from '../support/create-test-database.ts'
import { silentLogger } from '../support/silent-logger.ts'

const JOBS = 20

const useQueue = async () => {
  const db = await useTestDatabase()
  const queue = createQueue({ pool: db.queue, runTimeoutSeconds: 60, logger: silentLogger })
  await queue.start()
  onTestFinished(() => queue.stop())
  await db.knex.transaction(async (trx) => {
    for (let n = 0; n < JOBS; n++) await queue.enqueue(trx, randomUUID(), 1)
  })
  return queue
}

it('the next job is taken as soon as the one before has ended, not at the next poll', async () => {
  const queue = await useQueue()
  const took: number[] = []
  await queue.work(1, async () => void took.push(performance.now()))
  await expect.poll(() => took.length, { timeout: 30_000 }).toBe(JOBS)
  // Two a second would take ten times as long.
  expect((took.at(-1) ?? 0) - (took[0] ?? 0)).toBeLessThan((JOBS * 500) / 2)
}, 60_000)

it('a place is quiet for a while after a failure', async () => {
  const queue = await useQueue()
  const took: number[] = []
  await queue.work(1, async () => {
    took.push(performance.now())
    throw new Error('the engine is away')
  })
  await expect.poll(() => took.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(4)
  expect((took[3] ?? 0) - (took[0] ?? 0)).toBeGreaterThan(1400)
}, 60_000)
