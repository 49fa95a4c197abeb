import { expect, it } from 'vitest'
import { createListCache } from '../../src/store/list-changes.ts'
import { useTestDatabase } from '../support/create-test-database.ts'

const insertBridge = 'insert into bridges (address, https, name) values (?, false, ?)'

it('looks once for all who ask at the same time, and fails for all when it fails', async () => {
  const { knex } = await useTestDatabase()
  const lists = createListCache(knex)
  let looks = 0
  const count = ({ sql }: { sql: string }) => {
    looks += Number(sql.includes('from list_changes'))
  }
  knex.on('query', count)
  const tags = await Promise.all(Array.from({ length: 50 }, () => lists.tagOf('devices')))
  expect(new Set(tags).size).toBe(1)
  expect(looks).toBe(1)
  expect(await lists.tagOf('datasets')).not.toBe(tags[0])
  expect(looks).toBe(2)

  await knex.raw('alter table list_changes rename to away')
  const asked = await Promise.allSettled([lists.tagOf('devices'), lists.tagOf('devices')])
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await knex.raw('alter table away rename to list_changes')
  expect(await lists.tagOf('devices')).toBe(tags[0])
})

it('never answers with a look that began before a change that the caller knows of', async () => {
  const { knex } = await useTestDatabase()
  const lists = createListCache(knex)
  const known = new Set<string>()
  const done = { isTrue: false }
  const others = (async () => {
    while (!done.isTrue) await lists.tagOf('bridges')
  })()
  for (let n = 0; n < 100; n++) {
    await knex.raw(insertBridge, [`10.0.0.${n}`, `b${n}`])
    known.add(await lists.tagOf('bridges'))
  }
  done.isTrue = true
  await others
  expect(known.size).toBe(100)
})
