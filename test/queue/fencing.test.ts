import { expect, it } from 'vitest'
import type { Executor } from '../../src/db/create-database.ts'
import { appendEvents, readEventPage } from '../../src/store/runs/events.ts'
import {
  cancelRun,
  claimRun,
  endRun,
  insertRun,
  type RunEnding,
  releaseRun,
} from '../../src/store/runs/lifecycle.ts'
import { type TestDatabase, useTestDatabase } from '../support/create-test-database.ts'

const eventsOf = async (db: Executor, id: string, after = 0) =>
  (await readEventPage(db, id, after, after + 100))?.events ?? []

const ending: RunEnding = {
  state: 'succeeded',
  reason: null,
  detail: null,
  hint: null,
  report: null,
  runtime: null,
  imageId: null,
}
const newRun = async ({ knex }: TestDatabase) => {
  const id = await insertRun(knex, {
    kind: 'train',
    datasetId: null,
    modelId: null,
    request: { parameters: {}, description: '', classes: [], model_version: null },
    idempotency: null,
  })
  const claim = async () => {
    const run = await claimRun(knex, id, 'test')
    if (!run) throw new Error('not claimed')
    return run.claim
  }
  return { knex, id, claim }
}

it('lets only the newest claim write events, release or end a run', async () => {
  const { knex, id, claim } = await newRun(await useTestDatabase())
  const old = await claim()
  const now = await claim()
  expect(await appendEvents(knex, id, old, [{ type: 'log', data: { message: 'old' } }])).toBe(false)
  expect(await releaseRun(knex, id, old, 'old')).toBe(false)
  expect(await endRun(knex, id, old, ending)).toBe(false)
  expect(await appendEvents(knex, id, now, [{ type: 'log', data: { message: 'now' } }])).toBe(true)
  expect(await endRun(knex, id, now, ending)).toBe(true)
  expect(await endRun(knex, id, now, { ...ending, state: 'failed', reason: 'lost' })).toBe(false)
  expect(await releaseRun(knex, id, now, 'late')).toBe(false)
  await cancelRun(knex, id)
  expect(await claimRun(knex, id, 'late')).toBeNull()
  const events = await eventsOf(knex, id)
  expect(events.map(({ seq, data }) => [seq, data['state'] ?? data['message']])).toEqual([
    [1, 'queued'],
    [2, 'running'],
    [3, 'running'],
    [4, 'now'],
    [5, 'succeeded'],
  ])
})

it('gives a run to one of many that claim, cancel and end it at once, and ends it once', async () => {
  const db = await useTestDatabase()
  for (let time = 0; time < 20; time++) {
    const { knex, id, claim } = await newRun(db)
    const claims = await Promise.all([claim(), claim(), claim()])
    const ended = await Promise.all([
      ...claims.map((one) => endRun(knex, id, one, ending)),
      cancelRun(knex, id).then(() => false),
    ])
    expect(ended.filter(Boolean)).toHaveLength(1)
    const states = (await eventsOf(knex, id)).map(({ data }) => data['state'])
    expect(states).toEqual(['queued', 'running', 'running', 'running', 'succeeded'])
  }
}, 60_000)
