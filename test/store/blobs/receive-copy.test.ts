import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { copyRows } from '../../../src/store/blobs/copy-rows.ts'
import { useTestDatabase } from '../../support/create-test-database.ts'

const MANY = "select n, repeat('x', 50000) from generate_series(1, 2000) n"

type Streams = Awaited<ReturnType<typeof useTestDatabase>>['streams']

const countRows = async (
  streams: Streams,
  query: string,
  onRow: (n: number) => unknown = () => undefined,
) => {
  let rows = 0
  for await (const [n] of copyRows(streams, query)) {
    rows += 1
    expect(n?.readInt32BE()).toBe(rows)
    await onRow(rows)
  }
  return rows
}

it('brings every row to who reads slowly, and to who reads at once', async () => {
  const { streams } = await useTestDatabase()
  const all = await Promise.all([
    countRows(streams, MANY, (n) => n % 100 === 0 && sleep(10)),
    countRows(streams, MANY),
    countRows(streams, 'select n from generate_series(1, 100000) n'),
    countRows(streams, 'select 1 where false'),
  ])
  expect(all).toEqual([2000, 2000, 100_000, 0])
})

it('tells what is wrong with a statement, at its begin and in the middle', async () => {
  const { streams } = await useTestDatabase()
  await expect(countRows(streams, 'select nothing')).rejects.toMatchObject({ code: '42703' })
  const late = 'select n, 1 / (1500 - n) from generate_series(1, 2000) n'
  await expect(countRows(streams, late)).rejects.toMatchObject({ code: '22012' })
  expect(await countRows(streams, MANY)).toBe(2000)
})

it('a connection that is cut fails who reads, whether he waits or not', async () => {
  const { streams, administer, name } = await useTestDatabase()
  const cut = () =>
    administer(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tinymlaas-streams' and datname = '${name}'`,
    )
  const slow = 'select n, pg_sleep(0.01) from generate_series(1, 1000) n'
  const waiting = countRows(streams, slow)
  await Promise.all([expect(waiting).rejects.toThrow(), sleep(100).then(cut)])
  const pausing = countRows(streams, MANY, (n) => n === 3 && cut().then(() => sleep(100)))
  await expect(pausing).rejects.toThrow()
  expect(await countRows(streams, MANY)).toBe(2000)
})

it('leaves no statement under way when nobody reads on', async () => {
  const { streams, knex } = await useTestDatabase()
  for (let i = 0; i < 10; i++) for await (const _ of copyRows(streams, MANY)) break
  const underWay = async () => {
    const { rows } = await knex.raw(
      "select count(*)::int as n from pg_stat_activity where query like 'copy %' and state = 'active' and datname = current_database()",
    )
    return rows[0].n
  }
  await expect.poll(underWay).toBe(0)
  expect(await countRows(streams, MANY)).toBe(2000)
})
