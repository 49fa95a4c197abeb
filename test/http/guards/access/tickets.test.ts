import { afterAll, beforeAll, expect, it } from 'vitest'
import { spawnRelay } from '../../../../scripts/spawn-relay.ts'
import { cancelRun, insertRun } from '../../../../src/store/runs/lifecycle.ts'
import { insertTicket } from '../../../../src/store/tickets.ts'
import { insertToken } from '../../../../src/store/tokens.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/create-test-database.ts'
import { type RunningApp, startApp } from '../../../support/start-app.ts'

let app: RunningApp
let headers: Record<string, string>
beforeAll(async () => {
  app = await startApp({ isTokenRequired: true })
  headers = { Authorization: `Bearer ${await insertToken(app.db.knex, 'page', ['read'])}` }
})
afterAll(() => app.stop())

const endedRun = async ({ knex }: TestDatabase) => {
  const request = { parameters: {}, description: '', classes: [], model_version: null }
  const run = { kind: 'train' as const, datasetId: null, modelId: null, request, idempotency: null }
  const id = await insertRun(knex, run)
  await cancelRun(knex, id)
  return id
}
const makeTicket = async (run_id: string) => {
  const made = await app.ask('POST /tickets', { headers, json: { run_id } })
  expect(made.status).toBe(201)
  return made.json as { ticket: string; expires: string }
}
const follow = (id: string, ticket: string, more = '') =>
  app.ask(`GET /runs/${id}/events?ticket=${ticket}${more}`)

it('lets in once, to the events of its run', async () => {
  const id = await endedRun(app.db)
  const { ticket, expires } = await makeTicket(id)
  expect(Date.parse(`${expires}Z`) - Date.now()).toBeLessThanOrEqual(60_000)
  const events = await follow(id, ticket)
  expect(events).toMatchObject({ status: 200, headers: { 'content-type': 'text/event-stream' } })
  expect(events.text).toContain('"state":"cancelled"')
  const again = await follow(id, ticket)
  expect(again).toMatchObject({
    status: 401,
    json: { code: 'unauthorized', hint: expect.stringContaining('/tickets') },
  })
})

it('goes on after the last event that was seen', async () => {
  const id = await endedRun(app.db)
  const { text } = await follow(id, (await makeTicket(id)).ticket, '&after=1')
  expect(text).toContain('id:2\n')
  expect(text).not.toContain('id:1\n')
})

it('lets in to no other run, to nothing else, not later, and not together with a wrong token', async () => {
  const [one, other] = [await endedRun(app.db), await endedRun(app.db)]
  const { ticket } = await makeTicket(one)
  expect((await follow(other, ticket)).status).toBe(401)
  for (const call of [`GET /runs/${one}`, 'GET /runs', `POST /runs/${one}/cancel`])
    expect((await app.ask(`${call}?ticket=${ticket}`, { undocumented: true })).status).toBe(401)
  const wrong = { headers: { Authorization: 'Bearer tml_wrong' } }
  expect((await app.ask(`GET /runs/${one}/events?ticket=${ticket}`, wrong)).status).toBe(401)
  await app.db.knex.raw("update tickets set expires_at = now() - interval '1 second'")
  expect((await follow(one, ticket)).status).toBe(401)
  // What nobody used is gone with the next one.
  await insertTicket(app.db.knex, one, { name: null, scopes: ['read'] })
  const { rows } = await app.db.knex.raw('select count(*)::int as n from tickets')
  expect(rows[0].n).toBe(1)
})

it('is made for whoever may read, and for a run that is there', async () => {
  expect((await app.ask('POST /tickets', { json: { run_id: await endedRun(app.db) } })).status).toBe(401)
  const nowhere = { headers, json: { run_id: '00000000-0000-4000-8000-000000000000' } }
  expect((await app.ask('POST /tickets', nowhere)).status).toBe(404)
})

it('is kept as a digest, and stands in no log', async () => {
  const db = await createTestDatabase()
  try {
    const token = await insertToken(db.knex, 'page', ['read'])
    const relay = await spawnRelay({ DATABASE_URL: db.url, AUTH: 'tokens', ROLE: 'api', LOG_LEVEL: 'debug' })
    const id = await endedRun(db)
    const made = await fetch(`${relay.url}/tickets`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ run_id: id }),
    })
    const { ticket } = (await made.json()) as { ticket: string }
    const { rows } = await db.knex.raw('select t::text from tickets t')
    expect(JSON.stringify(rows)).not.toContain(ticket)
    for (const status of [200, 401])
      expect((await fetch(`${relay.url}/runs/${id}/events?ticket=${ticket}`)).status).toBe(status)
    expect(await relay.end('SIGTERM')).toBe(0)
    expect(relay.log()).toContain(`/runs/${id}/events`)
    expect(relay.log()).not.toContain(ticket)
  } finally {
    await db.drop()
  }
})
