import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import {
  announceWorker,
  countWorkers,
  forgetWorker,
  listWorkers,
  setDrained,
} from '../../src/store/workers.ts'
import { useTestDatabase } from '../support/create-test-database.ts'

const news = (name: string, lacks: string | null = null) => ({
  id: randomUUID(),
  name,
  runtime: lacks === null ? 'runc' : null,
  labels: [],
  image: 'tinymlaas/tensorflow:dev',
  slots: 2,
  memoryBytes: 5e9,
  cpus: 1.5,
  lacks,
})

it('knows of every worker what it can, what it lacks and whether it is still there', async () => {
  const { knex } = await useTestDatabase()
  const [good, bad, gone] = [news('good'), news('bad', 'no image'.padEnd(3000, '!')), news('gone')]
  for (const one of [good, bad, gone]) expect(await announceWorker(knex, one)).toBe(false)
  await knex.raw("update workers set seen_at = now() - interval '21 seconds' where name = 'gone'")
  const listed = await listWorkers(knex)
  expect(listed.map(({ name, state }) => [name, state])).toEqual([
    ['bad', 'lacking'],
    ['gone', 'silent'],
    ['good', 'ready'],
  ])
  expect(listed[2]).toMatchObject({
    runtime: 'runc',
    slots: 2,
    memory_bytes: 5e9,
    cpus: 1.5,
    lacks: null,
    runs: [],
  })
  expect(listed[0]?.lacks).toHaveLength(2000)
  const counted = (await countWorkers(knex)).toSorted((a, b) => a.state.localeCompare(b.state))
  expect(counted).toEqual(['lacking', 'ready', 'silent'].map((state) => ({ state, workers: 1, slots: 2 })))

  await announceWorker(knex, { ...bad, lacks: null, runtime: 'runsc' })
  expect((await listWorkers(knex))[0]).toMatchObject({ state: 'ready', lacks: null, runtime: 'runsc' })
  await forgetWorker(knex, bad.id)
  await knex.raw("update workers set seen_at = now() - interval '2 days' where name = 'gone'")
  await announceWorker(knex, good)
  expect((await listWorkers(knex)).map(({ name }) => name)).toEqual(['good'])
})

it('lists the runs that a worker executes, and no others', async () => {
  const { knex } = await useTestDatabase()
  await announceWorker(knex, news('one'))
  const insert = async (state: string, worker: string, finished: string) => {
    const { rows } = await knex.raw(
      `insert into runs (kind, state, worker, request, started_at, finished_at, claim)
       values ('train', ?, ?, '{}', now(), ${finished}, ${finished === 'null' ? 'gen_random_uuid()' : 'null'}) returning id`,
      [state, worker],
    )
    return rows[0].id
  }
  const id = await insert('running', 'one', 'null')
  await insert('running', 'other', 'null')
  await insert('succeeded', 'one', 'now()')
  expect((await listWorkers(knex))[0]?.runs).toEqual([id])
})

it('a name that is drained stays so until that is undone', async () => {
  const { knex } = await useTestDatabase()
  expect(await setDrained(knex, 'one', true)).toBe(false)
  await announceWorker(knex, news('one'))
  expect(await setDrained(knex, 'one', true)).toBe(true)
  expect(await setDrained(knex, 'one', true)).toBe(false)
  expect(await announceWorker(knex, news('one'))).toBe(true)
  expect((await listWorkers(knex)).map(({ state }) => state)).toEqual(['drained', 'drained'])
  expect(await setDrained(knex, 'one', false)).toBe(true)
  expect(await setDrained(knex, 'one', false)).toBe(false)
  expect(await announceWorker(knex, news('one'))).toBe(false)
})
