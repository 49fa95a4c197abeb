import { expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { createQueue } from '../../src/queue/create-queue.ts'
import { submitRun } from '../../src/usecases/submit-run.ts'
import { useTestDatabase } from '../support/create-test-database.ts'
import { silentLogger } from '../support/silent-logger.ts'

const useQueue = async () => {
  const db = await useTestDatabase()
  const queue = createQueue({ url: db.url, runTimeoutSeconds: 60, logger: silentLogger })
  await queue.start()
  const submit = (key: string | undefined, description = 'same') =>
    submitRun(
      { db, queue, config: { maxUnfinishedRuns: 100 } },
      {
        kind: 'train',
        datasetId: null,
        modelId: null,
        request: { parameters: {}, description, classes: [], model_version: null },
      },
      key,
    )
  const count = async (table: string) =>
    (await db.knex.raw(`select count(*)::int as n from ${table}`)).rows[0].n
  return { db, queue, submit, count, [Symbol.asyncDispose]: () => queue.stop() }
}

it('makes one run of many equal requests under one key', async () => {
  await using world = await useQueue()
  const ids = await Promise.all(Array.from({ length: 10 }, () => world.submit('key')))
  expect(new Set(ids).size).toBe(1)
  expect([await world.count('runs'), await world.count('pgboss.job')]).toEqual([1, 1])
  const other = await world.submit('key', 'different').catch((error: unknown) => error)
  expect(other).toBeInstanceOf(AppError)
  expect(other).toMatchObject({ code: 'conflict', runId: ids[0] })
  expect(await world.submit(undefined)).not.toBe(ids[0])
})

it('writes the run and its place in the queue together, or neither', async () => {
  await using world = await useQueue()
  await world.db.knex.raw('alter table run_events add check (false) not valid')
  await expect(world.submit(undefined)).rejects.toThrow()
  expect([await world.count('runs'), await world.count('pgboss.job')]).toEqual([0, 0])
})
