import { expect, it } from 'vitest'
import { jobKinds } from '../../../src/contract/job.ts'
import { runReasons, runStates } from '../../../src/contract/run.ts'
import { useTestDatabase } from '../../support/create-test-database.ts'

it.each([
  ['state', runStates],
  ['reason', runReasons],
  ['kind', jobKinds],
] as const)('the database allows a run exactly the %s values of the contract', async (column, values) => {
  const { knex } = await useTestDatabase()
  const { rows } = await knex.raw(
    `select pg_get_constraintdef(oid) as check from pg_constraint where conname = 'runs_${column}_check'`,
  )
  const allowed = [...String(rows[0]?.check).matchAll(/'([^']+)'::text/g)].map(([, value]) => value)
  expect(allowed.toSorted()).toEqual([...values].toSorted())
})
