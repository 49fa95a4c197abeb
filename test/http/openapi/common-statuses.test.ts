import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { permissionOf } from '../../../src/http/guards/access/permissions.ts'
import { insertToken } from '../../../src/store/tokens.ts'
import { type Operation, readOperations } from '../../support/documentation.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

/*
 * 401, 403, 429 and 503 come before an operation has done anything, so one request of each operation shows them all;
 * each is held against the documentation by `ask`.
 */
const callOf = ({ method, path }: Operation) => `${method} ${path.replaceAll(/\{\w+\}/g, '1')}`
const withStatus = async (app: RunningApp, status: number) =>
  readOperations((await (await fetch(`${app.url}/openapi-3.1.json`)).json()) as unknown).filter(
    ({ responses }) => responses[status],
  )

describe('a relay that requires tokens', () => {
  let app: RunningApp
  let readToken: string
  beforeAll(async () => {
    app = await startApp({ isTokenRequired: true })
    readToken = await insertToken(app.db.knex, 'reader', ['read'])
  })
  afterAll(() => app.stop())

  it('answers 401 without one, where that is documented and nowhere else', async () => {
    const needing = await withStatus(app, 401)
    expect(needing.length).toBeGreaterThan(30)
    for (const operation of needing)
      expect((await app.ask(callOf(operation))).status, operation.operationId).toBe(401)
    for (const path of ['/healthz', '/readyz', '/openapi.json'])
      expect((await app.ask(`GET ${path}`)).status).toBe(200)
  })

  it('answers 403 to one that lacks the scope', async () => {
    const beyond = (await withStatus(app, 403)).filter(({ operationId }) => {
      const { scope } = permissionOf(operationId)
      return scope !== null && scope !== 'read'
    })
    expect(beyond.length).toBeGreaterThan(10)
    const headers = { Authorization: `Bearer ${readToken}` }
    for (const operation of beyond)
      expect((await app.ask(callOf(operation), { headers })).status, operation.operationId).toBe(403)
  })
})

it('403 answers a foreign page on every operation', async () => {
  const app = await startApp()
  try {
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'cors' }
    for (const operation of await withStatus(app, 403))
      expect((await app.ask(callOf(operation), { headers })).status, operation.operationId).toBe(403)
  } finally {
    await app.stop()
  }
})

it('429 answers who asks too often, on every operation', async () => {
  const app = await startApp({ env: { RATE_LIMIT_PER_MINUTE: '1', TRUST_PROXY: '1' } })
  try {
    const headers = { 'X-Forwarded-For': '192.0.2.7' }
    const operations = await withStatus(app, 429)
    await app.ask('GET /healthz', { headers })
    for (const operation of operations)
      expect((await app.ask(callOf(operation), { headers })).status, operation.operationId).toBe(429)
  } finally {
    await app.stop()
  }
})

it('503 answers while the database is away, on every operation that asks it', async () => {
  const app = await startApp({
    isTokenRequired: true,
    readiness: async () => ({ checks: { database: 'away' }, warnings: [] }),
  })
  const { name, administer } = app.db
  const away = `${name}_away`
  const hide = async () => {
    // Else the relay may be back between the two that follow, and who is connected stands in the way of a new name.
    await administer(`alter database ${name} allow_connections false`)
    await administer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
    await administer(`alter database ${name} rename to ${away}`)
  }
  const restore = async () => {
    await administer(`alter database ${away} rename to ${name}`)
    await administer(`alter database ${name} allow_connections true`)
  }
  const operations = await withStatus(app, 503)
  expect(operations.length).toBeGreaterThan(30)
  // The documentation first: it is read from the relay.
  await app.ask('GET /healthz')
  await hide()
  const headers = { Authorization: 'Bearer tml_anything' }
  try {
    for (const operation of operations)
      expect((await app.ask(callOf(operation), { headers })).status, operation.operationId).toBe(503)
  } finally {
    await restore()
    await app.stop()
  }
})
