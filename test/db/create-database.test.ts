import { expect, it } from 'vitest'
import { mostConnections, poolLimits } from '../../src/db/create-database.ts'
import { isDatabaseAway } from '../../src/errors.ts'
import { useTestDatabase } from '../support/create-test-database.ts'

it('gives every pool its limit of a statement, and of a transaction that stands still', async () => {
  const db = await useTestDatabase()
  const settings = `select current_setting('statement_timeout') as statement,
                           current_setting('idle_in_transaction_session_timeout') as idle`
  const ofKnex = async (pool: typeof db.knex) => (await pool.raw(settings)).rows[0]
  expect(await ofKnex(db.knex)).toEqual({ statement: '15s', idle: '1min' })
  expect(await ofKnex(db.slow)).toEqual({ statement: '15min', idle: '0' })
  expect(await ofKnex(db.bulk)).toEqual({ statement: '1min', idle: '1min' })
  for (const [pool, statement] of [
    [db.streams, '1min'],
    [db.inputs, '0'],
    [db.queue, '1min'],
  ] as const)
    expect((await pool.query(settings)).rows[0]).toEqual({ statement, idle: '0' })
})

it('tells a statement that took too long from a defect', async () => {
  const db = await useTestDatabase()
  const late = db.knex.transaction(async (trx) => {
    await trx.raw("set local statement_timeout = '50ms'")
    await trx.raw('select pg_sleep(5)')
  })
  expect(isDatabaseAway(await late.catch((error: unknown) => error))).toBe(true)
})

it('adds its connections up', () => {
  const pools = Object.values(poolLimits).reduce((sum, { max }) => sum + max, 0)
  expect(mostConnections).toBe(pools + 2)
})
