import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertToken, revokeToken, type Scope } from '../../src/store/tokens.ts'
import { readOperations } from '../support/documentation.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'

let app: RunningApp
const tokens: Partial<Record<Scope, string>> = {}
beforeAll(async () => {
  app = await startApp({ isTokenRequired: true })
  for (const scope of ['read', 'run', 'admin'] as const)
    tokens[scope] = await insertToken(app.db.knex, scope, [scope])
})
afterAll(() => app.stop())

const as = (token: string | undefined, more: Record<string, string> = {}) => ({
  headers: { ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }), ...more },
  undocumented: true,
})
const NOBODY = '00000000-0000-4000-8000-000000000000'
const withIds = (path: string) => path.replace('{run_id}', NOBODY).replaceAll(/\{\w+\}/g, '2147483647')
const OPEN = ['/healthz', '/readyz', '/openapi.json', '/openapi-3.0.json', '/openapi-3.1.json', '/']

it('asks every operation that is not open for a token, before it looks at anything else', async () => {
  const reply = await app.ask('GET /openapi.json', { undocumented: true })
  const closed = readOperations(reply.json).filter(({ path }) => !OPEN.includes(path))
  expect(closed.length).toBeGreaterThan(30)
  for (const { method, path } of closed) {
    const answer = await app.ask(`${method} ${withIds(path)}`, { undocumented: true })
    expect([`${method} ${path}`, answer.status]).toEqual([`${method} ${path}`, 401])
    expect(answer.json).toMatchObject({ code: 'unauthorized', hint: expect.any(String) })
  }
})

it.each([
  ['read', 'GET /runs', 200],
  ['read', `POST /runs/${NOBODY}/cancel`, 403],
  ['read', 'DELETE /datasets/2147483647', 403],
  ['run', 'GET /runs', 200],
  ['run', `POST /runs/${NOBODY}/cancel`, 404],
  ['admin', 'GET /runs', 200],
  ['admin', `POST /runs/${NOBODY}/cancel`, 404],
] as const)('lets a token of scope %s do what it may: %s is %i', async (scope, call, status) => {
  expect((await app.ask(call, as(tokens[scope]))).status).toBe(status)
})

it.each([
  ['unknown', () => 'tml_unknown'],
  ['cut short', () => tokens.run?.slice(0, -1)],
  ['made of its digest', () => NOBODY],
  ['with quotes for SQL', () => "x'or'1'='1"],
])('refuses a token that is %s', async (_what, make) => {
  expect((await app.ask('GET /runs', as(make()))).status).toBe(401)
})

it('refuses a token in the query or under another scheme', async () => {
  expect((await app.ask(`GET /runs?token=${tokens.read}`, { undocumented: true })).status).toBe(401)
  const basic = { headers: { Authorization: `Basic ${tokens.read}` }, undocumented: true }
  expect((await app.ask('GET /runs', basic)).status).toBe(401)
})

it('refuses a revoked token from the next request on', async () => {
  const token = await insertToken(app.db.knex, 'short-lived', ['read'])
  expect((await app.ask('GET /runs', as(token))).status).toBe(200)
  await revokeToken(app.db.knex, 'short-lived')
  expect((await app.ask('GET /runs', as(token))).status).toBe(401)
})

it('keeps digests only', async () => {
  const { rows } = await app.db.knex.raw('select t::text from api_tokens t')
  for (const token of Object.values(tokens)) {
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex'))
  }
})
