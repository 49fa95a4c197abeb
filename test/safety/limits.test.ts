import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { openConnection } from './open-connection.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp({
    env: {
      MAX_UPLOADS: '3',
      CLIENT_SHARE: '0.6',
      MAX_UNFINISHED_RUNS: '2',
      RATE_LIMIT_PER_MINUTE: '20',
      TRUST_PROXY: '1',
    },
  })
})
afterAll(() => app.stop())

const newDataset = async () => {
  const { rows } = await app.db.knex.raw(
    "insert into datasets (name, description) values ('limits', 'x') returning id",
  )
  return Number(rows[0].id)
}
const uploadHead = (dataset: number) =>
  `POST /datasets/${dataset}/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="a/1.png"\r\n\r\n`
const asFrom = (address: string) => ({ headers: { 'X-Forwarded-For': address } })

describe.concurrent('slow clients', () => {
  it('cuts one whose headers do not end', async () => {
    const slow = await openConnection(app.url)
    slow.send('GET /runs HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
    slow.drip(500)
    const seconds = await slow.ended(40_000)
    expect(seconds).toBeGreaterThan(10)
    expect(seconds).toBeLessThan(25)
    expect(slow.received()).toContain('408')
  }, 60_000)

  it('cuts an upload that drips, and keeps nothing of it', async () => {
    const dataset = await newDataset()
    const slow = await openConnection(app.url)
    slow.send(uploadHead(dataset))
    slow.drip(200)
    expect(await slow.ended(50_000)).toBeLessThan(45)
    await sleep(500)
    const { rows } = await app.db.knex.raw('select 1 from dataset_files where dataset_id = ?', [dataset])
    expect(rows).toEqual([])
  }, 60_000)

  it('cuts a JSON body that drips', async () => {
    const slow = await openConnection(app.url)
    slow.send(
      'POST /devices/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n{',
    )
    slow.drip(200)
    expect(await slow.ended(50_000)).toBeLessThan(45)
  }, 60_000)

  it('leaves one alone that is slow but not that slow', async () => {
    const dataset = await newDataset()
    const slow = await openConnection(app.url)
    slow.send(uploadHead(dataset))
    const sending = setInterval(() => slow.send('x'.repeat(1000)), 500)
    expect(await slow.ended(40_000)).toBeNull()
    clearInterval(sending)
  }, 60_000)
})

it('takes only so many uploads at once, and of one client fewer', async () => {
  const dataset = await newDataset()
  const body = '--b\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\nx\r\n--b--\r\n'
  const upload = (address: string) =>
    app.ask(`POST /datasets/${dataset}/`, {
      headers: { 'Content-Type': 'multipart/form-data; boundary=b', 'X-Forwarded-For': address },
      body,
    })
  const hold = async (address: string) => {
    const open = await openConnection(app.url)
    open.send(
      uploadHead(dataset).replace('Host: localhost', `Host: localhost\r\nX-Forwarded-For: ${address}`),
    )
    return open
  }
  const tooBusy = { status: 503, headers: { 'retry-after': '5' }, json: { code: 'too-busy' } }
  const open = [await hold('192.0.2.1'), await hold('192.0.2.1')]
  await sleep(500)
  expect(await upload('192.0.2.1')).toMatchObject(tooBusy)
  expect((await upload('192.0.2.2')).status).not.toBe(503)
  open.push(await hold('192.0.2.2'))
  await sleep(500)
  expect(await upload('192.0.2.3')).toMatchObject(tooBusy)
  // In a burst it is not refused: it waits until another has ended.
  const waiting = upload('192.0.2.3')
  await sleep(300)
  open.pop()?.close()
  expect((await waiting).status).not.toBe(503)
  for (const connection of open) connection.close()
  await sleep(500)
  expect((await upload('192.0.2.1')).status).not.toBe(503)
})

it('takes only so many unfinished runs', async () => {
  await app.db.knex.raw("insert into runs (kind, request) values ('train', '{}'), ('train', '{}')")
  const dataset = await newDataset()
  await app.db.knex.raw(
    `with blob as (insert into blobs (sha256, bytes, state)
                   values (sha256('x'), 1, 'ready') returning id)
     insert into dataset_files (dataset_id, path, label, blob_id, bytes, media_type)
     select ?, label || '.png', label, id, 1, 'image/png' from blob, unnest('{a,b}'::text[]) label`,
    [dataset],
  )
  const parameters = { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }
  const answer = await app.ask(`POST /models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
    json: { parameters, description: '' },
    headers: { Prefer: 'respond-async' },
  })
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '30' }, json: { code: 'too-busy' } })
  await app.db.knex.raw('delete from runs')
})

it('limits the requests of one address behind the proxy, and of no other', async () => {
  for (let count = 0; count < 20; count++)
    expect((await app.ask('GET /healthz', asFrom('192.0.2.7'))).status).toBe(200)
  const refused = await app.ask('GET /healthz', { ...asFrom('192.0.2.7'), undocumented: true })
  expect(refused).toMatchObject({ status: 429, json: { code: 'rate-limited' } })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  // What the client itself adds to the header does not help: the proxy's word is the last.
  const forged = await app.ask('GET /healthz', { ...asFrom('192.0.2.99, 192.0.2.7'), undocumented: true })
  expect(forged.status).toBe(429)
  expect((await app.ask('GET /healthz', asFrom('192.0.2.8'))).status).toBe(200)
  expect((await app.ask('GET /healthz')).status).toBe(200)
})

it('refuses a body and headers that are too large', async () => {
  const big = await app.ask('POST /devices/', {
    body: `"${'x'.repeat(1_100_000)}"`,
    headers: { 'Content-Type': 'application/json' },
    undocumented: true,
  })
  expect(big).toMatchObject({ status: 413, json: { code: 'too-large' } })
  const connection = await openConnection(app.url)
  connection.send(`GET /runs HTTP/1.1\r\nHost: localhost\r\nX-Big: ${'x'.repeat(99_000)}\r\n\r\n`)
  await connection.ended(5000)
  expect(connection.received()).toMatch(/^HTTP\/1.1 431 /)
})
