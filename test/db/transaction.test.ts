import { once } from 'node:events'
import type { Knex } from 'knex'
import { expect, it } from 'vitest'
import { transaction } from '../../src/db/transaction.ts'
import { useTestDatabase } from '../support/create-test-database.ts'

const useCounters = async () => {
  const { knex } = await useTestDatabase()
  await knex.raw('create table counters (id int primary key, value int not null)')
  await knex.raw('insert into counters values (1, 0), (2, 0)')
  const values = async () =>
    (await knex.raw('select value from counters order by id')).rows.map(
      ({ value }: { value: number }) => value,
    )
  return { knex, values }
}
const add = (trx: Knex, id: number) => trx.raw('update counters set value = value + 1 where id = ?', [id])

/** Two parties that lock the same two rows, each in its own order, both holding one when they ask for the other. */
const meet = (begin: typeof transaction, knex: Knex) => {
  const met = new EventTarget()
  let first = 0
  let attempts = 0
  const party = (order: [number, number]) =>
    begin(knex, async (trx) => {
      attempts += 1
      await add(trx, order[0])
      first += 1
      if (first === 2) met.dispatchEvent(new Event('met'))
      else if (first < 2) await once(met, 'met')
      await add(trx, order[1])
    })
  const ended = Promise.allSettled([party([1, 2]), party([2, 1])])
  return ended.then((parties) => ({
    attempts,
    failed: parties.filter(({ status }) => status === 'rejected'),
  }))
}

it('does the work of a deadlock’s victim anew', async () => {
  const { knex, values } = await useCounters()
  expect(await meet(transaction, knex)).toEqual({ attempts: 3, failed: [] })
  expect(await values()).toEqual([2, 2])
  // Without it, one of the two is lost.
  const alone: typeof transaction = (db, work) => db.transaction(work)
  expect(await meet(alone, knex)).toMatchObject({ attempts: 2, failed: [{ reason: { code: '40P01' } }] })
})

it('does the work anew that could not be serialised', async () => {
  const { knex, values } = await useCounters()
  let attempts = 0
  await transaction(knex, async (trx) => {
    attempts += 1
    await trx.raw('set transaction isolation level repeatable read')
    await trx.raw('select * from counters')
    if (attempts === 1) await add(knex, 1)
    await add(trx, 1)
  })
  expect(attempts).toBe(2)
  expect(await values()).toEqual([2, 0])
})

it('gives up in the end, and repeats nothing else', async () => {
  const { knex } = await useCounters()
  let attempts = 0
  const failing = (code: string) =>
    transaction(knex, async (trx) => {
      attempts += 1
      await trx.raw(`do $$ begin raise exception 'again' using errcode = '${code}'; end $$`)
    })
  await expect(failing('40001')).rejects.toMatchObject({ code: '40001' })
  expect(attempts).toBe(6)
  await expect(failing('23505')).rejects.toMatchObject({ code: '23505' })
  expect(attempts).toBe(7)
})
