import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApp, startApp } from '../support/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp({
    readiness: async () => Promise.reject(new Error('kaputt at /srv/relay/secret.ts:1')),
  })
})
afterAll(() => app.stop())

it('answers a defect with an id, and neither its words nor its stack', async () => {
  const answer = await app.ask('GET /readyz', { undocumented: true })
  expect(answer).toMatchObject({
    status: 500,
    json: { code: 'internal', request_id: expect.any(String), detail: 'The relay failed at this request.' },
  })
  expect(answer.text).not.toMatch(/kaputt|secret|\n|\.ts/)
})

it.each(['GET /healthz', 'GET /runs', 'GET /nowhere', 'PUT /runs', 'GET /docs/', 'GET /datasets/nonsense'])(
  'sends the headers that keep browsers safe, and none that tell what it is made of: %s',
  async (call) => {
    const { headers } = await app.ask(call, { undocumented: true })
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'cross-origin-resource-policy': 'same-origin',
      'x-request-id': expect.any(String),
    })
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['access-control-allow-origin']).toBeUndefined()
  },
)

it('says that the database is away rather than that it failed, whatever way it went', async () => {
  const busy = app.db.knex.raw('select pg_sleep(5)').catch((error: unknown) => error)
  await new Promise((resolve) => setTimeout(resolve, 200))
  const slow = app.ask('GET /runs?limit=1000', { undocumented: true })
  await app.db.administer(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${app.db.name}'`,
  )
  expect(await busy).toBeInstanceOf(Error)
  // It came before or after; never in the shape of a defect.
  expect([200, 503]).toContain((await slow).status)
  await expect.poll(async () => (await app.ask('GET /runs')).status, { timeout: 30_000 }).toBe(200)
})
