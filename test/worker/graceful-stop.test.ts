import { setTimeout as sleep } from 'node:timers/promises'
import Docker from 'dockerode'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { spawnRelay } from '../../scripts/spawn-relay.ts'
import { runView } from '../../src/contract/run.ts'
import { ensureFaultImage } from '../faults/support/fault-image.ts'
import { submitRun, uploadNoise } from '../faults/support/submit-runs.ts'
import { createTestDatabase, type TestDatabase } from '../support/create-test-database.ts'

const INSTANCE = `stop-${process.pid}`
let db: TestDatabase
let image: string

beforeAll(async () => {
  db = await createTestDatabase()
  image = await ensureFaultImage()
})
afterAll(() => db.drop())

/** A relay that is ended with the test, if it still lives by then. */
const start = async (env: Record<string, string> = {}) => {
  const relay = await spawnRelay({
    DATABASE_URL: db.url,
    INSTANCE,
    WORKER_NAME: INSTANCE,
    TENSORFLOW_IMAGE: image,
    DOCKER_RUNTIME: 'runc',
    RUN_MEMORY_MIB: '256',
    ...env,
  })
  const ended: { code?: Promise<number> } = {}
  const end = () => {
    ended.code ??= relay.end('SIGTERM')
    return ended.code
  }
  onTestFinished(async () => void (await end()))
  return { ...relay, end }
}
const look = async (url: string, id: string) => runView.parse(await (await fetch(`${url}/runs/${id}`)).json())
const until = async (condition: () => Promise<boolean>) => {
  while (!(await condition())) await sleep(50)
}
const isState = (url: string, id: string, state: string) => async () => (await look(url, id)).state === state
const hasEpoch = (id: string) => async () => {
  const { rows } = await db.knex.raw("select 1 from run_events where run_id = ? and type = 'epoch'", [id])
  return rows.length > 0
}

it('hands a run over at SIGTERM: its container goes on and the next relay adopts it at once', async () => {
  const first = await start({ SHUTDOWN_GRACE_SECONDS: '1' })
  const id = await submitRun(first.url, await uploadNoise(first.url), 30)
  await until(hasEpoch(id))
  const next = await start({ WORKER_NAME: `${INSTANCE}-next` })
  const began = performance.now()
  expect(await first.end()).toBe(0)
  expect(performance.now() - began).toBeLessThan(6000)
  const containers = await new Docker().listContainers({ filters: { label: [`tinymlaas.run=${id}`] } })
  expect(containers).toHaveLength(1)

  await until(async () => (await look(next.url, id)).attempts === 2)
  // A heartbeat takes ten seconds to lapse.
  expect(performance.now() - began).toBeLessThan(9000)
  await until(isState(next.url, id, 'succeeded'))
  expect(await look(next.url, id)).toMatchObject({ attempts: 2, worker: `${INSTANCE}-next` })
}, 60_000)

it('finishes a run that ends within the grace time, and starts no other', async () => {
  const relay = await start({ SHUTDOWN_GRACE_SECONDS: '20' })
  const dataset = await uploadNoise(relay.url)
  const id = await submitRun(relay.url, dataset, 6)
  const waiting = await submitRun(relay.url, dataset, 1)
  await until(hasEpoch(id))
  expect(await relay.end()).toBe(0)
  const { rows } = await db.knex.raw('select id, state, attempts from runs where id in (?, ?)', [id, waiting])
  expect(rows).toContainEqual({ id, state: 'succeeded', attempts: 1 })
  expect(rows).toContainEqual({ id: waiting, state: 'queued', attempts: 0 })
}, 60_000)

it('claims nothing while it waits for its requests to end', async () => {
  const relay = await start({ SHUTDOWN_GRACE_SECONDS: '3' })
  const dataset = await uploadNoise(relay.url)
  // An upload that does not end keeps the server open for the grace time.
  const hanging = fetch(`${relay.url}/datasets/${dataset}/`, {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    body: new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('--x\r\n')),
    }),
    duplex: 'half',
  }).catch(() => null)
  await sleep(300)
  const ended = relay.end()
  await sleep(300)
  const { rows } = await db.knex.raw("insert into runs (kind, request) values ('predict', '{}') returning id")
  const id = String(rows[0].id)
  await db.knex.raw(
    "insert into pgboss.job (name, id, data) values ('runs', ?, jsonb_build_object('runId', ?::text))",
    [id, id],
  )
  expect(await ended).toBe(0)
  await hanging
  const { rows: after } = await db.knex.raw('select state, attempts from runs where id = ?', [id])
  expect(after).toEqual([{ state: 'queued', attempts: 0 }])
  await db.knex.raw('delete from pgboss.job where id = ?', [id])
  await db.knex.raw('delete from runs where id = ?', [id])
}, 60_000)

it('tells whoever waits for a run that the relay stops, and which run it was', async () => {
  const relay = await start({ SHUTDOWN_GRACE_SECONDS: '1' })
  const dataset = await uploadNoise(relay.url)
  const parameters = { epochs: 20, img_width: 16, img_height: 16, batch_size: 2 }
  const waiting = fetch(`${relay.url}/models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ parameters, description: 'waits' }),
  })
  const id = async () => {
    const { rows } = await db.knex.raw("select id from runs where request ->> 'description' = 'waits'")
    return rows[0]?.id
  }
  await until(async () => (await id()) !== undefined)
  await until(hasEpoch(await id()))
  const code = relay.end()
  const answer = await waiting
  expect(answer.status).toBe(503)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  const told = z.object({ code: z.literal('unavailable'), run_id: z.uuid(), hint: z.string() })
  expect(told.parse(await answer.json()).run_id).toBe(await id())
  expect(await code).toBe(0)
}, 60_000)

it('ends event streams cleanly, and another relay goes on after the last event that was seen', async () => {
  const first = await start({ SHUTDOWN_GRACE_SECONDS: '1' })
  const runId = await submitRun(first.url, await uploadNoise(first.url), 20)
  await until(hasEpoch(runId))
  const ids = (text: string) => [...text.matchAll(/^id: ?(\d+)$/gm)].map(([, number]) => Number(number))
  const stream = fetch(`${first.url}/runs/${runId}/events`).then((answer) => answer.text())
  await sleep(500)
  const next = await start({ WORKER_NAME: `${INSTANCE}-next` })
  expect(await first.end()).toBe(0)
  // It would reject if the connection were cut.
  const before = ids(await stream)
  const rest = await fetch(`${next.url}/runs/${runId}/events`, {
    headers: { 'Last-Event-ID': String(before.at(-1)) },
  })
  const all = [...before, ...ids(await rest.text())]
  expect(all).toEqual(Array.from({ length: all.length }, (_, index) => index + 1))
  const { rows } = await db.knex.raw('select count(*)::int as n from run_events where run_id = ?', [runId])
  expect(all).toHaveLength(rows[0].n)
  expect(before.length).toBeGreaterThan(2)
}, 60_000)
