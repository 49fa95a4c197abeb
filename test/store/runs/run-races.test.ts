import { expect, it } from 'vitest'
import type { Executor } from '../../../src/db/create-database.ts'
import { appendEvents, readEventPage } from '../../../src/store/runs/events.ts'
import { cancelRun, claimRun, endRun, insertRun, releaseRun } from '../../../src/store/runs/lifecycle.ts'
import { createEventWriter } from '../../../src/tasks/create-event-writer.ts'
import { type TestDatabase, useTestDatabase } from '../../support/create-test-database.ts'
import { silentLogger } from '../../support/silent-logger.ts'

const eventsOf = async (db: Executor, id: string, after = 0) =>
  (await readEventPage(db, id, after, after + 100))?.events ?? []

const ending = {
  state: 'succeeded',
  reason: null,
  detail: null,
  hint: null,
  report: {},
  runtime: null,
  imageId: null,
} as const

const claimed = async (db: TestDatabase) => {
  const request = { parameters: {}, description: '', classes: [], model_version: null }
  const id = await insertRun(db.knex, {
    kind: 'train',
    datasetId: null,
    modelId: null,
    request,
    idempotency: null,
  })
  const run = await claimRun(db.knex, id, 'w')
  if (!run) throw new Error('not claimed')
  return { id, claim: run.claim }
}

/** Runs `second` while `first` has changed the run in a transaction that is still open. */
const overlap = async (
  db: TestDatabase,
  first: (trx: TestDatabase['knex']) => Promise<unknown>,
  second: () => Promise<unknown>,
) => {
  const waiting = await db.knex.transaction(async (trx) => {
    await first(trx)
    const blocked = second()
    // Long enough for the second to have begun and to wait for the row.
    await trx.raw('select pg_sleep(0.3)')
    return { blocked }
  })
  return waiting.blocked
}

const numbersOf = async (db: TestDatabase, id: string) => (await eventsOf(db.knex, id)).map(({ seq }) => seq)

it('a cancel that meets a run on its way back to the queue ends it', async () => {
  const db = await useTestDatabase()
  const { id, claim } = await claimed(db)
  await overlap(
    db,
    (trx) => releaseRun(trx, id, claim, 'the engine went away'),
    () => cancelRun(db.knex, id),
  )
  const { rows } = await db.knex.raw('select state from runs where id = ?', [id])
  expect(rows).toEqual([{ state: 'cancelled' }])
  expect(await numbersOf(db, id)).toEqual([1, 2, 3, 4])
})

it('a run whose end was asked for does not go back to the queue', async () => {
  const db = await useTestDatabase()
  const { id, claim } = await claimed(db)
  await cancelRun(db.knex, id)
  expect(await releaseRun(db.knex, id, claim, 'the engine went away')).toBe(true)
  const { rows } = await db.knex.raw('select state, reason from runs where id = ?', [id])
  expect(rows).toEqual([{ state: 'cancelled', reason: 'cancelled' }])
})

it.each([
  ['another claim', (db: TestDatabase, id: string) => claimRun(db.knex, id, 'other')],
  ['the end', (db: TestDatabase, id: string, claim: string) => endRun(db.knex, id, claim, ending)],
])('events under way and %s are numbered one after the other', async (_what, second) => {
  const db = await useTestDatabase()
  const { id, claim } = await claimed(db)
  const events = [1, 2, 3].map((epoch) => ({ type: 'epoch', data: { epoch } }))
  await overlap(
    db,
    (trx) => appendEvents(trx, id, claim, events),
    () => second(db, id, claim),
  )
  expect(await numbersOf(db, id)).toEqual([1, 2, 3, 4, 5, 6])
})

it('what a job prints can always be stored, and a flush waits for all of it', async () => {
  const db = await useTestDatabase()
  const { id, claim } = await claimed(db)
  const writer = createEventWriter({ db, runId: id, claim, logger: silentLogger, onLost: () => undefined })
  await writer.add('log', { message: 'a\0b \ud800' })
  const flushes = [writer.flush(), writer.flush()]
  await writer.add('epoch', { epoch: 1 })
  await Promise.all([...flushes, writer.flush()])
  const events = await eventsOf(db.knex, id, 2)
  expect(events.map(({ data }) => data)).toEqual([{ message: 'a\ufffdb \ufffd' }, { epoch: 1 }])
})
