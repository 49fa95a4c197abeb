import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, expect, inject, it, onTestFinished } from 'vitest'
import { createTestDatabase, type TestDatabase, useEmptyDatabase } from './support/create-test-database.ts'
import { runMain } from './support/run-main.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
  return () => db.drop()
})

/** What a relay says that does not start: one sentence with its remedy, in one line, and no stack. */
const refusal = async (env: Record<string, string>): Promise<string> => {
  const { code, out, err } = await runMain([], { DATABASE_URL: db.url, ROLE: 'api', ...env })
  expect(err).toBe('')
  expect(code).toBe(1)
  const lines = out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  const errors = lines.filter(({ level }) => level === 'error')
  expect(errors).toEqual([
    {
      level: 'error',
      message: expect.stringMatching(/^The relay does not start: .*\.$/),
      timestamp: expect.anything(),
    },
  ])
  expect(out).not.toMatch(/"stack"|\\n/)
  return errors[0].message
}

const NOWHERE = '/dev/null/nowhere'

it.each([
  { env: { PORT: 'http', LOG_LEVEL: 'all' }, says: /LOG_LEVEL.*PORT|PORT.*LOG_LEVEL/ },
  { env: { DATABASE_URL: 'mysql://u:pw-secret@h/x' }, says: /DATABASE_URL.*postgres:\/\/USER/ },
  {
    env: { DATABASE_URL: 'postgres://u:pw-secret@127.0.0.1:1/x' },
    says: /127\.0\.0\.1:1 .*ECONNREFUSED.*DATABASE_URL/,
  },
  {
    env: { DATABASE_URL: 'postgres://u:pw-secret@no-such-host.invalid/x' },
    says: /no-such-host\.invalid.*DATABASE_URL/,
  },
  { env: { HOST: '192.0.2.1', AUTH: 'none' }, says: /HOST=192\.0\.2\.1/ },
  { env: { DOCKER_HOST: 'ftp://engine' }, says: /DOCKER_HOST.*unix:\/\// },
  { env: { DOCKER_HOST: 'tcp://engine:2376', DOCKER_CERT_PATH: NOWHERE }, says: /DOCKER_CERT_PATH.*ca\.pem/ },
  { env: { AUDIT_LOG: NOWHERE }, says: /AUDIT_LOG/ },
  { env: { FIRST_TOKEN_FILE: NOWHERE, AUTH: 'tokens' }, says: /FIRST_TOKEN_FILE/ },
  { env: { BRIDGE_ALLOW: 'everywhere' }, says: /BRIDGE_ALLOW.*"everywhere"/ },
  { env: { TRUSTED_CLIENTS: 'everybody' }, says: /TRUSTED_CLIENTS.*"everybody"/ },
  { env: { BOARDS_FILE: NOWHERE }, says: /BOARDS_FILE=.*cannot be read/ },
  { env: { AUTH: 'tokens' }, says: /token create/ },
])('says in one sentence what is wrong: $env', async ({ env, says }) => {
  const told = await refusal(env)
  expect(told).toMatch(says)
  expect(told).not.toContain('pw-secret')
})

it('names the database that is not there, and the user whom PostgreSQL refuses', async () => {
  const url = new URL(inject('superuserUrl'))
  url.pathname = 'no_such_database'
  expect(await refusal({ DATABASE_URL: url.href })).toMatch(/no database "no_such_database".*DATABASE_URL/)
  url.password = 'wrong-secret'
  const refused = await refusal({ DATABASE_URL: url.href })
  expect(refused).toMatch(/refuses the user "postgres".*DATABASE_URL/)
  expect(refused).not.toContain('wrong-secret')
})

it('names the role that may make no tables', async () => {
  const name = `${db.name}_bare`
  await db.administer(`create database ${name}`)
  onTestFinished(() => db.administer(`drop database ${name} with (force)`))
  const url = new URL(db.url)
  url.pathname = name
  expect(await refusal({ DATABASE_URL: url.href })).toMatch(/may make no tables.*owner/)
})

it('names the folder that cannot be one', async () => {
  const file = join(tmpdir(), `tinymlaas-${process.pid}-file`)
  await writeFile(file, '')
  expect(await refusal({ DATABASE_URL: '', DATA_DIR: file })).toMatch(/DATA_DIR=.*-file .*(EEXIST|ENOTDIR)/)
})

it('names the port that is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  expect(await refusal({ PORT: String(port) })).toMatch(new RegExp(`PORT=${port} .*in use`))
  expect(await refusal({ OPS_PORT: String(port) })).toMatch(new RegExp(`OPS_PORT=${port} .*in use`))
})

it('says that PostgreSQL has no room', async () => {
  const url = await useEmptyDatabase()
  const owner = new pg.Client(url.replace(/\?.*/, ''))
  await owner.connect()
  // What a full disk answers, without filling one: test/faults/disk-full.test.ts does that to a relay that runs.
  await owner.query(
    `create function full_disk() returns event_trigger language plpgsql as
       $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
     create event trigger full_disk on ddl_command_start execute function full_disk()`,
  )
  await owner.end()
  expect(await refusal({ DATABASE_URL: url })).toMatch(/no room left on its disk: make some/)
})
