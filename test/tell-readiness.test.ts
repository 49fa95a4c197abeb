import { expect, it } from 'vitest'
import { spawnRelay } from '../scripts/spawn-relay.ts'
import { tellReadiness } from '../src/tell-readiness.ts'
import { useTestDatabase } from './support/create-test-database.ts'
import { silentLogger } from './support/silent-logger.ts'

it('says ready when it is, and before that what it lacks, each thing once', async () => {
  const lines: [string, unknown][] = []
  const note = (message: string, fields?: unknown) => void lines.push([message, fields])
  const logger = { ...silentLogger, info: note, warn: note }
  const answers = [
    { image: 'none' },
    { image: 'none' },
    { image: null, isolation: 'no proof' },
    { image: null },
  ]
  const readiness = async () => ({ checks: answers.shift() ?? {}, warnings: [] })
  await tellReadiness({
    readiness,
    logger,
    fields: { role: 'all' },
    signal: new AbortController().signal,
    lookMs: 1,
  })
  expect(lines).toEqual([
    ['not ready yet', { lacks: { image: 'none' } }],
    ['not ready yet', { lacks: { isolation: 'no proof' } }],
    ['ready', { role: 'all' }],
  ])
})

it('ends with the relay', async () => {
  const readiness = async () => ({ checks: { image: 'none' }, warnings: [] })
  await tellReadiness({ readiness, logger: silentLogger, fields: {}, signal: AbortSignal.timeout(50) })
})

it('a relay that is not ready does not say that it is, and health checks fill no log', async () => {
  const db = await useTestDatabase()
  const relay = await spawnRelay({ DATABASE_URL: db.url, DOCKER_HOST: 'unix:///nowhere/docker.sock' })
  await expect.poll(() => relay.log(), { timeout: 20_000 }).toContain('not ready yet')
  expect((await fetch(`${relay.url}/readyz`)).status).toBe(503)
  for (const path of ['/healthz', '/metrics', '/devices/'])
    expect((await fetch(`${relay.url}${path}`)).status).toBe(200)
  await expect.poll(() => relay.log(), { timeout: 20_000 }).toContain('"path":"/devices/"')
  expect(relay.log()).toContain('"message":"listening"')
  expect(relay.log()).not.toContain('"message":"ready"')
  expect(relay.log()).not.toContain('"stack"')
  expect(relay.log()).not.toMatch(/"path":"\/(healthz|readyz|metrics)"/)
  expect(await relay.end('SIGTERM')).toBe(0)

  const ready = await spawnRelay({ DATABASE_URL: db.url, ROLE: 'api' })
  await expect.poll(() => ready.log(), { timeout: 20_000 }).toContain('"message":"ready"')
  await ready.end('SIGTERM')
}, 60_000)
