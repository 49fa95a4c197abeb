import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { createRelay } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { listMigrations, migrationsFolder } from '../../src/db/check-schema.ts'
import { createDatabase } from '../../src/db/create-database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { submitRun, uploadNoise } from '../faults/support/submit-runs.ts'
import { endNextRun } from '../support/act-as-worker.ts'
import { useEmptyDatabase, useTestDatabase } from '../support/create-test-database.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { useApp } from '../support/start-app.ts'

/*
 * releases/VERSION.sql is what pg_dump wrote of a database that a relay of that version made, with some rows of everything
 * that it knew; docs/releasing.md says how to make the next one.
 */
const releases = (await readdir('test/db/releases')).map((name) => name.replace(/\.sql$/, ''))

it('there is a schema of every release', async () => {
  const changelog = await readFile('CHANGELOG.md', 'utf8')
  const released = [...changelog.matchAll(/^## (\d+\.\d+\.\d+) - /gm)].map(([, version]) => version)
  expect(released.length).toBeGreaterThan(0)
  expect(releases.sort()).toEqual(released.sort())
})

/** Everything that a schema consists of, in words. */
const SCHEMA = `
  select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
    from information_schema.columns where table_schema = 'public' and table_name !~ '^knex_'
  union all select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
    where connamespace = 'public'::regnamespace and conrelid::regclass::text !~ '^knex_'
  union all select indexdef from pg_indexes where schemaname = 'public' and tablename !~ '^knex_'
  union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
  order by 1`

const readSchema = async (url: string): Promise<string[]> => {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query(SCHEMA).finally(() => client.end())
  return z
    .array(z.object({ line: z.string() }))
    .parse(rows)
    .map(({ line }) => line)
}

it.each(releases)(
  'the schema of %s becomes today’s, and its rows are served',
  async (release) => {
    const url = await useEmptyDatabase()
    const client = new pg.Client(url)
    await client.connect()
    await client.query(await readFile(`test/db/releases/${release}.sql`, 'utf8')).finally(() => client.end())
    const db = createDatabase(url, silentLogger)
    onTestFinished(() => db.close())
    await migrate(db.slow)
    expect(await readSchema(url)).toEqual(await readSchema((await useTestDatabase()).url))

    const config = readConfig({ HOST: '127.0.0.1', PORT: '0', ROLE: 'api', DATABASE_URL: url })
    const relay = await createRelay(config, silentLogger, { database: { ...db, url } })
    onTestFinished(() => relay.stop(0))
    const address = await relay.listen()
    const ask = async (path: string) => {
      const answer = await fetch(`${address}${path}`)
      return { status: answer.status, json: await answer.json().catch(() => null) }
    }
    for (const path of [
      '/datasets/',
      '/models/',
      '/compiled_models/',
      '/bridges/',
      '/devices/',
      '/runs',
      '/runs?state=queued',
      '/datasets/1',
      '/models/1',
    ])
      expect({ path, ...(await ask(path)) }).toMatchObject({ path, status: 200, json: expect.anything() })
    expect((await ask('/runs')).json).toHaveLength(4)
    expect((await ask('/bridges/')).json).toHaveLength(2)
    const source = await fetch(`${address}/compiled_models/1`)
    expect(await source.text()).toBe('model')
  },
  60_000,
)

/*
 * While relays are replaced one by one, those of the version before go on beside the new schema. So a migration only adds;
 * what it makes superfluous goes with the release after. A migration that cannot wait says so in CHANGELOG.md.
 */
const CONTRACTS =
  /\b(drop (table|column|schema|view)|rename|alter column \S+ (type|set (not null|data))|add column (?!if)\S+ (?!.*\bdefault\b)[^;,]*\bnot null)\b/i
const stopFirst: Record<string, string> = {
  '0005_leases_of_their_own.sql':
    'Stop all relays of 0.1.0 before the first relay of this version migrates the database.',
}

it('migrations only add, or the changelog says which relays to stop', async () => {
  const first = '0001_initial.sql'
  const found: string[] = []
  for (const name of await listMigrations()) {
    const sql = (await readFile(new URL(name, migrationsFolder), 'utf8')).replaceAll(/--.*$/gm, '')
    if (name !== first && CONTRACTS.test(sql)) found.push(name)
  }
  expect(found).toEqual(Object.keys(stopFirst))
  const changelog = await readFile('CHANGELOG.md', 'utf8')
  for (const sentence of Object.values(stopFirst)) expect(changelog).toContain(sentence)
})

it.each([
  'alter table runs drop column owner',
  'alter table runs rename column owner to who',
  'alter table runs alter column owner set not null',
  'alter table runs add column x integer not null',
  'drop table tickets',
])('knows that this takes away: %s', (sql) => {
  expect(sql).toMatch(CONTRACTS)
})

it('a relay goes on beside a schema to which a later version has added', async () => {
  const { url, db } = await useApp()
  const dataset = await uploadNoise(url)
  await submitRun(url, dataset)
  await endNextRun(db)
  const { rows } = await db.knex.raw(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename !~ '^knex_'",
  )
  for (const { name } of z.array(z.object({ name: z.string() })).parse(rows))
    await db.knex.raw(
      `alter table ?? add column later_text text, add column later_number integer not null default 7`,
      [name],
    )
  await db.knex.raw('create table later (run_id uuid not null references runs on delete cascade, said text)')
  await db.knex.raw(
    "insert into knex_migrations (name, batch, migration_time) values ('9999_later.sql', 99, now())",
  )

  expect(await uploadNoise(url)).toBe(dataset + 1)
  const run = await submitRun(url, dataset)
  await endNextRun(db)
  for (const path of [
    `/runs/${run}`,
    '/runs',
    '/models/',
    '/datasets/',
    '/workers',
    `/datasets/${dataset}`,
    `/datasets/${dataset}/files`,
  ]) {
    const answer = await fetch(`${url}${path}`)
    expect([path, answer.status]).toEqual([path, 200])
    expect(await answer.text()).not.toContain('later_')
  }
  expect(await (await fetch(`${url}/runs/${run}`)).json()).toMatchObject({ state: 'succeeded' })
  expect((await fetch(`${url}/datasets/${dataset + 1}`, { method: 'DELETE' })).ok).toBe(true)
}, 60_000)
