import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeZip } from '../../archive/write-zip.ts'
import { endNextRun } from '../../support/act-as-worker.ts'
import { multipart, type Part } from '../../support/multipart.ts'
import { makePicture } from '../../support/pictures.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { uploadDigits } from '../../support/upload-digits.ts'

let app: RunningApp
beforeAll(async () => {
  // One place only: an upload that never ended would keep the next one out.
  app = await startApp({ env: { MAX_UPLOADS: '1' } })
  await app.ask('POST /datasets/?dataset_name=n&dataset_desc=d')
})
afterAll(() => app.stop())

const count = async (table: string) =>
  Number((await app.db.knex.raw(`select count(*) as n from ${table}`)).rows[0].n)

/** Sends the first bytes of an upload, lets them arrive, and hangs up. */
const breakOff = async (parts: Part[], bytes: (total: number) => number) => {
  const { headers = {}, body = '' } = multipart(parts)
  const whole = Buffer.from(body)
  const { hostname, port } = new URL(app.url)
  const outgoing = request({
    hostname,
    port,
    method: 'POST',
    path: '/datasets/1/',
    headers: { ...headers, 'Content-Length': String(whole.length) },
  })
  outgoing.on('error', () => undefined)
  await new Promise<void>((resolve) =>
    outgoing.write(whole.subarray(0, bytes(whole.length)), () => resolve()),
  )
  await sleep(150)
  outgoing.destroy()
}

const big = Buffer.concat([makePicture(7), Buffer.alloc(3 << 20, 1)])
const many = Array.from({ length: 20 }, (_, i) => ({ name: `A/${i}.png`, data: makePicture(i) }))
const archive = writeZip(many.map(({ name, data }) => ({ name, data, method: 0 })))

describe('an upload that breaks off', () => {
  it.each([
    ['before the first byte', many, () => 0],
    ['in a header', many, () => 40],
    ['between two files', many, (total: number) => Math.floor(total / 2)],
    ['just before its end', many, (total: number) => total - 1],
    ['in a large file', [...many, { name: 'A/big.png', data: big }], (total: number) => total - (1 << 20)],
    ['in an archive', [...many, { name: 'x.zip', data: archive }], (total: number) => total - 200],
  ])('leaves nothing: %s', async (_where, parts, bytes) => {
    await breakOff(parts, bytes)
    for (const deadline = Date.now() + 5000; (await count('blobs')) > 0 && Date.now() < deadline; )
      await sleep(50)
    expect({
      files: await count('dataset_files'),
      blobs: await count('blobs'),
      chunks: await count('blob_chunks'),
    }).toEqual({
      files: 0,
      blobs: 0,
      chunks: 0,
    })
    // Its place is free again.
    const next = await app.ask(
      'POST /datasets/1/',
      multipart([{ name: 'B/next.png', data: makePicture(99) }]),
    )
    expect(next.status).toBe(200)
    await app.db.knex.raw('delete from dataset_files')
    await app.db.knex.raw('delete from blobs')
  })
})

it('an upload whose client is gone before it is read keeps no place', async () => {
  await app.db.knex.transaction(async (trx) => {
    await trx.raw('lock table datasets')
    await breakOff(many, () => 0)
    await sleep(150)
  })
  await sleep(300)
  const next = await app.ask('POST /datasets/1/', multipart([{ name: 'B/next.png', data: makePicture(99) }]))
  expect(next.status).toBe(200)
})

describe('a caller that stops waiting', () => {
  it('for a training does not stop it: the model comes to be, once', async () => {
    const dataset = await uploadDigits(app.url, 2)
    const leaving = new AbortController()
    const parameters = { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }
    const waiting = app.ask(`POST /models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
      json: { parameters, description: 'goes on' },
      signal: leaving.signal,
    })
    while ((await count('runs')) === 0) await sleep(10)
    leaving.abort()
    await expect(waiting).rejects.toThrow('aborted')
    await endNextRun(app.db)
    expect((await app.ask('GET /models/')).json).toMatchObject([{ description: 'goes on' }])
    expect((await app.ask('GET /runs')).json).toMatchObject([{ state: 'succeeded', model_id: 1 }])
  })

  it('for an event stream leaves no subscription behind', async () => {
    const dataset = await uploadDigits(app.url, 2)
    const parameters = { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }
    const { json } = await app.ask(`POST /models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
      json: { parameters, description: '' },
      headers: { Prefer: 'respond-async' },
    })
    const { events } = json as { events: string }
    const leaving = new AbortController()
    const followed = app.ask(`GET ${events}`, { signal: leaving.signal })
    await sleep(100)
    leaving.abort()
    await expect(followed).rejects.toThrow('aborted')
    await endNextRun(app.db, 'failed')
    const whole = await app.ask(`GET ${events}`)
    expect(whole.text.match(/"state":"\w+"/g)).toEqual([
      '"state":"queued"',
      '"state":"running"',
      '"state":"failed"',
    ])
  })
})
