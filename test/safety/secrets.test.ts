import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { spawnRelay } from '../../scripts/spawn-relay.ts'
import { readConfig } from '../../src/config.ts'
import { decideAuthorization } from '../../src/http/guards/access/decide-authorization.ts'
import { redact } from '../../src/logger.ts'
import { insertToken } from '../../src/store/tokens.ts'
import { useTestDatabase } from '../support/create-test-database.ts'

const run = promisify(execFile)

it('writes neither tokens nor the password of the database into its log', async () => {
  const db = await useTestDatabase()
  const token = await insertToken(db.knex, 'ci', ['run'])
  const { password } = new URL(db.url)
  const relay = await spawnRelay({
    DATABASE_URL: db.url,
    AUTH: 'tokens',
    ROLE: 'api',
    LOG_LEVEL: 'debug',
    INSTANCE: 'secrets',
  })
  const headers = { Authorization: `Bearer ${token}`, 'X-Request-Id': token.slice(0, 20) }
  // No query has a token; who writes one there all the same finds it in no log.
  expect((await fetch(`${relay.url}/runs?token=${token}`, { headers })).status).toBe(422)
  expect((await fetch(`${relay.url}/nowhere`, { headers })).status).toBe(404)
  // All its connections break, and it complains.
  await db.administer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${db.name}'`)
  await fetch(`${relay.url}/runs`, { headers })
  expect(await relay.end('SIGTERM')).toBe(0)
  const log = relay.log()
  expect(log).toContain('"path":"/runs"')
  expect(log).not.toContain(token)
  expect(log).not.toContain(password)
  // Every line is JSON: nothing writes past the log.
  for (const line of log.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
})

it('redacts by the name of a field and by the shape of a URL, at any depth', () => {
  const error = new Error('cannot reach postgres://relay:hunter2@db/x', {
    cause: new Error('postgres://relay:hunter2@db/x refused'),
  })
  const text = JSON.stringify(
    redact({ error, headers: { authorization: 'Bearer hunter2' }, list: [{ password: 'hunter2' }] }),
  )
  expect(text).not.toContain('hunter2')
  expect(text).toContain('cannot reach postgres://relay:[redacted]@db/x')
})

it('refuses to listen where others reach it without a token', async () => {
  const db = await useTestDatabase()
  const env = { ...process.env, DATABASE_URL: db.url, HOST: '0.0.0.0', PORT: '0', ROLE: 'api' }
  const refused = await run(process.execPath, ['src/main.js'], { env }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 1 })
  const said = String(refused && typeof refused === 'object' && 'stdout' in refused && refused.stdout)
  expect(said).toContain('token create NAME')
  expect(said).not.toContain('"ready"')
})

it.each([
  { host: '0.0.0.0', auth: 'auto', tokens: 0, expected: 'refuses' },
  { host: '::', auth: 'auto', tokens: 0, expected: 'refuses' },
  { host: '192.0.2.1', auth: 'auto', tokens: 1, expected: true },
  { host: '0.0.0.0', auth: 'none', tokens: 0, expected: false },
  { host: '127.0.0.1', auth: 'tokens', tokens: 0, expected: 'refuses' },
  { host: '127.0.0.1', auth: 'tokens', tokens: 1, expected: true },
  { host: '127.0.0.1', auth: 'auto', tokens: 0, expected: false },
  { host: '127.0.0.1', auth: 'auto', tokens: 1, expected: false },
  { host: '::1', auth: 'auto', tokens: 0, expected: false },
  { host: 'localhost', auth: 'auto', tokens: 0, expected: false },
  { host: '127.example.org', auth: 'auto', tokens: 0, expected: 'refuses' },
])('decides on tokens: $host, AUTH=$auth, $tokens tokens: $expected', ({ host, auth, tokens, expected }) => {
  const config = readConfig({ HOST: host, AUTH: auth })
  if (expected === 'refuses') expect(() => decideAuthorization(config, tokens)).toThrow('need a token')
  else expect(decideAuthorization(config, tokens)).toBe(expected)
})
