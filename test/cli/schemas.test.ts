import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, it } from 'vitest'
import { useEmptyDatabase, useTestDatabase } from '../support/create-test-database.ts'
import { runMain } from '../support/run-main.ts'
import { runCli } from './run-cli.ts'

const commands = [
  ['token', 'list'],
  ['token', 'create', 'ci'],
  ['token', 'revoke', 'ci'],
  ['demo-rows'],
  ['gc'],
  ['doctor'],
]
/** No engine: the doctor is to be done with the rest soon. */
const noEngine = { DOCKER_HOST: 'unix:///nowhere/docker.sock' }

const run = async (args: string[], env: Record<string, string>) => {
  const { code, out, err } = await runCli(args, { ...noEngine, ...env })
  return { code, said: out + err }
}

/** An empty database; `tables` counts what is in it. */
const useEmpty = async () => {
  const url = await useEmptyDatabase()
  const tables = async () => {
    const client = new pg.Client(url)
    await client.connect()
    const { rows } = await client.query(
      "select count(*)::int as n from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    )
    await client.end()
    return rows[0].n
  }
  return { env: { DATABASE_URL: url }, tables }
}

it('reading commands make no database in DATA_DIR', async () => {
  const env = { DATABASE_URL: '', DATA_DIR: join(tmpdir(), `tinymlaas-none-${process.pid}`) }
  expect(await run(['token', 'list'], env)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^There is no database in DATA_DIR=.* yet: .*npm start/),
  })
  const { said } = await run(['doctor'], env)
  expect(said).toMatch(/^ok +database +There is no database in DATA_DIR=/m)
  expect((await readdir(tmpdir())).filter((name) => env.DATA_DIR.endsWith(name))).toEqual([])
})

it('reading commands make no tables in an empty database', async () => {
  const { env, tables } = await useEmpty()
  for (const args of [
    ['token', 'list'],
    ['token', 'revoke', 'ci'],
    ['token', 'rotate', 'ci'],
  ])
    expect(await run(args, env)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^The database is empty: /),
    })
  expect((await run(['doctor'], env)).said).toMatch(/^ok +database +The database is empty/m)
  expect(await tables()).toBe(0)
}, 60_000)

it('the first token may be made before the first start', async () => {
  const { env, tables } = await useEmpty()
  expect(await run(['token', 'create', 'ci'], env)).toMatchObject({ code: 0 })
  expect(await tables()).toBeGreaterThan(10)
})

it.each(commands)('%s %s refuses the schema of an older version and leaves it', async (...args) => {
  const db = await useTestDatabase()
  const applied = () => db.knex('knex_migrations').orderBy('name').pluck('name')
  const newest = (await applied()).at(-1)
  await db.knex('knex_migrations').where({ name: newest }).delete()
  const before = await applied()
  const { code, said } = await run(args.filter(Boolean), { DATABASE_URL: db.url })
  expect(said).toMatch(
    new RegExp(`The database has the schema of an older version, without ${newest}: .*start`),
  )
  expect(code).toBe(1)
  expect(await applied()).toEqual(before)
})

it('tinymlaas migrate says what it would do, and does it', async () => {
  const { env, tables } = await useEmpty()
  const planned = await run(['migrate', '--dry-run'], env)
  expect(planned).toMatchObject({ code: 3, said: expect.stringMatching(/^0001_initial\.sql\n0002_/) })
  expect(await tables()).toBe(0)
  expect(await run(['migrate'], env)).toMatchObject({ code: 0 })
  expect(await tables()).toBeGreaterThan(10)
  expect(await run(['migrate', '--dry-run'], env)).toEqual({ code: 0, said: '' })
})

it.each(commands)('%s %s refuses the schema of a newer version', async (...args) => {
  const db = await useTestDatabase()
  await db.knex('knex_migrations').insert({ name: '9999_later.sql', batch: 9, migration_time: new Date() })
  const { code, said } = await run(args.filter(Boolean), { DATABASE_URL: db.url })
  expect(said).toMatch(/The database has the schema of a newer version, with 9999_later\.sql: .*version/)
  expect(code).toBe(1)
})

it('a relay refuses the schema of a newer version', async () => {
  const db = await useTestDatabase()
  await db.knex('knex_migrations').insert({ name: '9999_later.sql', batch: 9, migration_time: new Date() })
  const { code, out } = await runMain([], { DATABASE_URL: db.url })
  expect(out).toMatch(
    /"The relay does not start: The database has the schema of a newer version, with 9999_later\.sql: [^"]*\.","timestamp/,
  )
  expect(code).toBe(1)
})
