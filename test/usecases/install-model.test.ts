import { afterAll, beforeAll, expect, it } from 'vitest'
import { endNextRun } from '../support/act-as-worker.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { uploadDigits } from '../support/upload-digits.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
  const dataset = await uploadDigits(app.url, 2)
  const parameters = { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }
  const trained = app.ask(`POST /models/datasets/${dataset}?lossfunc=Categorical+crossentropy`, {
    json: { parameters, description: '' },
  })
  await endNextRun(app.db)
  expect((await trained).status).toBe(201)
  const compiled = app.ask('POST /compiled_models/models/1')
  await endNextRun(app.db)
  expect((await compiled).status).toBe(201)
  const device = { name: 'n', installer_id: 1, model: 'm', description: 'd', serial: 'SERIAL' }
  expect((await app.ask('POST /devices/', { json: device })).status).toBe(201)
  await app.ask('POST /bridges/', { json: { address: '127.0.0.1:9', https: 'False' } })
  expect((await app.ask('PUT /devices/1/board', { json: { board: 'esp32-s3' } })).status).toBe(200)
})
afterAll(() => app.stop())

it.each([
  ['600 classes: SOFTMAX aborts', /: 600 classes: SOFTMAX aborts\.$/],
  // An image from before the reason was reported.
  [null, /: it needs flash \d+ of \d+ bytes, arena \d+ of \d+ bytes of RAM\.$/],
])('a board that the report refuses is told why: %s', async (reason, words) => {
  await app.db.knex.raw(
    `update runs set result = jsonb_set(result, '{boards}', (
       select jsonb_agg(board || jsonb_build_object('verdict', 'no', 'reason', ?::text))
       from jsonb_array_elements(result -> 'boards') board)) where kind = 'compile'`,
    [reason],
  )
  const reply = await app.ask('POST /compiled_models/1/bridges/1/devices/1')
  expect(reply.status).toBe(409)
  expect(reply.json).toMatchObject({ hint: expect.stringContaining('force=true') })
  expect((reply.json as { detail: string }).detail).toMatch(words)
})

it('what the bridge builds with decides, although the C would fit', async () => {
  const runtimes = [
    { name: 'c', verdict: 'fits', reason: null, flash_needed: 1, ram_needed: 1 },
    {
      name: 'tflite-micro',
      verdict: 'no',
      reason: '7 bytes of RAM are missing',
      flash_needed: 1,
      ram_needed: 1,
    },
  ]
  await app.db.knex.raw(
    `update runs set result = jsonb_set(result, '{boards}', (
       select jsonb_agg(board || jsonb_build_object('verdict', 'fits', 'reason', null, 'runtimes', ?::jsonb))
       from jsonb_array_elements(result -> 'boards') board)) where kind = 'compile'`,
    [JSON.stringify(runtimes)],
  )
  const reply = await app.ask('POST /compiled_models/1/bridges/1/devices/1')
  expect(reply.status).toBe(409)
  expect((reply.json as { detail: string }).detail).toMatch(/: 7 bytes of RAM are missing\.$/)
})
