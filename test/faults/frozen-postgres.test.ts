import { once } from 'node:events'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type SpawnedRelay, spawnRelay } from '../../scripts/spawn-relay.ts'
import { writeZip } from '../archive/write-zip.ts'
import { createAsk } from '../support/ask.ts'
import { multipart } from '../support/multipart.ts'
import { makePicture } from '../support/pictures.ts'
import { type OwnPostgres, startOwnPostgres } from './support/own-postgres.ts'

/** What is promised, and what a crowded machine adds. */
const LIMIT_MS = 5000 + 1500
const BIG = 3 * 1024 * 1024

let postgres: OwnPostgres
let relay: SpawnedRelay
const ask = (call: string, question = {}) => createAsk(relay.url)(call, { undocumented: true, ...question })

beforeAll(async () => {
  postgres = await startOwnPostgres()
  relay = await spawnRelay({ DATABASE_URL: postgres.url, ROLE: 'api', INSTANCE: 'frozen' })
  expect((await ask('POST /datasets/?dataset_name=a&dataset_desc=')).status).toBe(201)
  const big = Buffer.concat([makePicture(2), Buffer.alloc(BIG)])
  const files = multipart([
    { name: 'A/1.png', data: makePicture(1) },
    { name: 'A/2.png', data: big },
  ])
  expect((await ask('POST /datasets/1/', files)).status).toBe(200)
})
afterAll(async () => {
  await relay.end('SIGKILL')
  await postgres[Symbol.asyncDispose]()
})
beforeEach(() => expect.poll(async () => (await ask('GET /devices/')).status, { timeout: 30_000 }).toBe(200))

const whileFrozen = async <T>(work: () => Promise<T>) => {
  await postgres.freeze()
  const began = performance.now()
  try {
    return { answer: await work(), ms: performance.now() - began }
  } finally {
    await postgres.thaw()
  }
}
const away = { status: 503, headers: { 'retry-after': '5' }, json: { code: 'unavailable' } }
const zip = () =>
  writeZip(
    [1, 2, 3].map((n) => ({
      name: `A/${n}.png`,
      data: Buffer.concat([makePicture(n), Buffer.alloc(300_000)]),
      method: 0,
    })),
  )

it.each([
  'GET /devices/',
  'GET /runs',
  'POST /datasets/?dataset_name=b&dataset_desc=',
  'GET /datasets/1/files/2',
  'GET /datasets/1/files/1/thumbnail',
])('answers 503 in time while PostgreSQL is frozen: %s', async (call) => {
  const { answer, ms } = await whileFrozen(() => ask(call))
  expect(answer).toMatchObject(away)
  expect(answer.headers['content-type']).toBe('application/json')
  expect(ms).toBeLessThan(LIMIT_MS)
})

it('answers 503 to many at once, whatever pool they wait for', async () => {
  const calls = Array.from({ length: 40 }, (_, n) => (n % 2 ? 'GET /devices/' : 'GET /datasets/1/files/2'))
  const { answer, ms } = await whileFrozen(() => Promise.all(calls.map((call) => ask(call))))
  for (const one of answer) expect(one).toMatchObject(away)
  expect(ms).toBeLessThan(LIMIT_MS)
})

it('answers 503 to an archive that is frozen in the middle: its sender did nothing wrong', async () => {
  const { headers = {}, body = '' } = multipart([{ name: 'a.zip', data: zip() }])
  const bytes = Buffer.from(body)
  const sent = request(`${relay.url}/datasets/1/`, {
    method: 'POST',
    headers: { ...headers, 'Content-Length': bytes.length },
  })
  const response = once(sent, 'response')
  sent.write(bytes.subarray(0, 600_000))
  await sleep(500)
  const { answer, ms } = await whileFrozen(async () => {
    sent.end(bytes.subarray(600_000))
    const [{ statusCode, headers }] = await response
    return { status: statusCode, headers }
  })
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
  expect(ms).toBeLessThan(LIMIT_MS)
})

it('answers its measurements and its health at once', async () => {
  await ask('GET /metrics')
  const { answer, ms } = await whileFrozen(() =>
    Promise.all(['GET /healthz', 'GET /metrics', 'GET /metrics'].map((call) => ask(call))),
  )
  for (const one of answer) expect(one.status).toBe(200)
  expect(ms).toBeLessThan(3000)
})

it('goes on by itself when PostgreSQL answers again, and every connection of a transaction is a new one', async () => {
  await whileFrozen(() =>
    Promise.all(Array.from({ length: 20 }, () => ask('POST /datasets/?dataset_name=c&dataset_desc='))),
  )
  await expect.poll(async () => (await ask('GET /datasets/')).status, { timeout: 30_000 }).toBe(200)
  const left = await postgres.ask(
    "select count(*)::int as n from pg_stat_activity where state like 'idle in transaction%'",
  )
  expect(left).toEqual([{ n: 0 }])
})
