import { afterAll, beforeAll, expect, it } from 'vitest'
import { type SpawnedRelay, spawnRelay } from '../../../scripts/spawn-relay.ts'
import { createTestDatabase, type TestDatabase } from '../../support/create-test-database.ts'
import { sendRaw } from '../pipeline/send-raw.ts'

let db: TestDatabase
let relay: SpawnedRelay
beforeAll(async () => {
  db = await createTestDatabase()
  relay = await spawnRelay({ DATABASE_URL: db.url, ROLE: 'api' })
})
afterAll(async () => {
  await relay.end('SIGTERM')
  await db.drop()
})

const ask = (headers: Record<string, string>, method = 'POST') => {
  const { host } = new URL(relay.url)
  return sendRaw(relay.url, { method, path: '/bridges/', headers: { host, ...headers } })
}

it.each([
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another subdomain', { 'sec-fetch-site': 'same-site' }],
  ['another origin', { origin: 'https://evil.example' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['a name that is not this machine’s', { host: 'evil.example' }],
])('refuses a page of %s while no token is asked for', async (_what, headers) => {
  expect(await ask(headers)).toMatchObject({ status: 403, json: { code: 'forbidden' } })
})

it('lets in programs, its own documentation, links from elsewhere, and every name of this machine', async () => {
  const { host, port } = new URL(relay.url)
  const own = { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
  for (const headers of [{}, own, { host: `localhost:${port}` }, { host: `[::1]:${port}` }]) {
    expect((await ask(headers)).status).toBe(422)
  }
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  expect((await ask(link, 'GET')).status).toBe(200)
})
