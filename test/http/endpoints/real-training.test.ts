import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { readDigits } from '../../../scripts/demo/read-digits.ts'
import { createFakeBridge, type FakeBridge } from '../../bridge/fake-bridge.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { uploadDigits } from '../../support/upload-digits.ts'
import { countWarm, leftBy, predict, untilWarm } from './warm-and-cold.ts'

const MINUTES = 60_000
const warm = { WARM_CONTAINERS: '1', RUN_MEMORY_MIB: '2048' }
let app: RunningApp
let bridge: FakeBridge
let dataset = 0
beforeAll(async () => {
  // From containers that wait, as by default; what cold ones make of the same is compared below.
  app = await startApp({ worker: true, env: warm })
  bridge = await createFakeBridge()
  dataset = await uploadDigits(app.url, 6)
  await untilWarm(app)
}, 6 * MINUTES)
afterAll(async () => {
  await app.stop()
  await bridge.close()
})

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/
const pngSize = (base64: unknown) => {
  const png = Buffer.from(String(base64), 'base64')
  expect(png.toString('base64')).toBe(base64)
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}
const expectTrained = (json: unknown) => {
  const trained = json as Record<string, unknown>
  expect(Object.keys(trained)).toEqual([
    'dataset_id',
    'parameters',
    'description',
    'id',
    'created',
    'model_path',
    'prediction_image',
    'prediction',
    'statistic_image',
  ])
  expect(trained['created']).toMatch(TIME)
  expect(trained['prediction']).toMatch(
    /^This image most likely belongs to \d with a \d+\.\d\d percent confidence\.$/,
  )
  expect(pngSize(trained['statistic_image'])).toEqual({ width: 800, height: 800 })
  expect(pngSize(trained['prediction_image'])).toEqual({ width: 28, height: 28 })
  return trained
}

const trainings: [[string, object], ...[string, object][]] = [
  // The frontend's preselected loss, on pictures that are not square, one at a time.
  ['Categorical%20crossentropy', { epochs: 1, img_width: 24, img_height: 16, batch_size: 1 }],
  ['Sparse+Categorical+crossentropy', { epochs: 2, img_width: 16, img_height: 16, batch_size: 10 }],
]
it.each(trainings)('trains with %s', { timeout: 3 * MINUTES }, async (loss, parameters) => {
  const reply = await app.ask(`POST /models/datasets/?lossfunc=${loss}`, {
    json: { dataset_id: dataset, parameters, description: "it's a digit" },
    headers: { 'User-Agent': 'python-requests/2.31.0' },
  })
  expect(reply.status, reply.text.slice(0, 500)).toBe(201)
  expect(expectTrained(reply.json)).toMatchObject({
    dataset_id: dataset,
    parameters,
    description: "it's a digit",
  })
})

it('trains on: the same id, another version, and its row as it was', { timeout: 3 * MINUTES }, async () => {
  const before = (await app.ask('GET /models/')).text
  const reply = await app.ask(`PUT /models/2/datasets/${dataset}`)
  expect(reply.status, reply.text.slice(0, 500)).toBe(200)
  expect(expectTrained(reply.json)).toMatchObject({ id: 2 })
  expect((await app.ask('GET /models/')).text).toBe(before)
  const { json } = await app.ask('GET /models/2')
  expect(json).toMatchObject({ versions: [{ version: 1 }, { version: 2 }] })
})

/** The bytes between the braces of the C++ source. */
const arrayOf = (source: string) => {
  const body = /\{([^}]*)\};/.exec(source)?.[1] ?? ''
  return Buffer.from((body.match(/0x[0-9A-F]{2}/g) ?? []).map((byte) => Number.parseInt(byte, 16)))
}

it('compiles to the source that the bridge builds, and installs it', { timeout: 3 * MINUTES }, async () => {
  const compiled = await app.ask('POST /compiled_models/models/2', {
    json: { model_id: '2', quant: 'None', c_array: 'x' },
  })
  expect(compiled.status, compiled.text.slice(0, 500)).toBe(201)
  expect(compiled.text).toMatch(
    /^\{"created":"[\d\-T:.]{26}","model_id":2,"model_path":"[^"]+","id":1,"run_id":"[\w-]{36}"\}$/,
  )
  const row = compiled.text.replace(/,"run_id":"[^"]+"/, '')
  expect((await app.ask('GET /compiled_models/')).text).toBe(`[${row}]`)

  const source = await app.ask('GET /compiled_models/1')
  expect(source.headers['content-disposition']).toBe('attachment; filename="model.cc"')
  const lines = source.text.split('\n')
  expect(lines[0]).toBe('#include "target_model.h"')
  expect(lines[1]).toMatch(/^(alignas\(16\) )?const unsigned char model_tflite\[\] = \{$/)
  expect(source.text).toMatch(/\};\nconst int model_tflite_len = (\d+);\n?$/)
  const tflite = arrayOf(source.text)
  expect(tflite.length).toBe(Number(/model_tflite_len = (\d+);/.exec(source.text)?.[1]))
  expect(tflite.subarray(4, 8).toString()).toBe('TFL3')
  const [run] = (await app.ask('GET /runs?limit=1')).json as { id: string }[]
  expect((await app.ask(`GET /runs/${run?.id}/artifacts/model.tflite`)).bytes.equals(tflite)).toBe(true)

  await app.ask('POST /bridges/', { json: { address: bridge.address, https: 'False' } })
  await app.ask('POST /devices/', {
    json: { name: 'n', installer_id: 1, model: 'm', description: 'd', serial: 'S' },
  })
  expect(await app.ask('POST /compiled_models/1/bridges/1/devices/1')).toMatchObject({
    status: 201,
    text: '"Success"',
  })
  const sent = JSON.parse(bridge.requests.at(-1)?.body ?? '') as { model: string }
  expect(sent.model === source.text).toBe(true)
  const observed = await app.ask('GET /observations/bridges/1/devices/1')
  expect(observed.json).toMatchObject({ observation_value: { '0': 0.75, '1': 0.25 } })
})

it('keeps answering while it trains', { timeout: 3 * MINUTES }, async () => {
  const training = app.ask(`POST /models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
    json: { parameters: { epochs: 1, img_width: 16, img_height: 16, batch_size: 8 }, description: '' },
  })
  let slowest = 0
  let done = false
  training.finally(() => {
    done = true
  })
  while (!done) {
    const started = performance.now()
    await app.ask('GET /devices/')
    slowest = Math.max(slowest, performance.now() - started)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  expect((await training).status).toBe(201)
  expect(slowest).toBeLessThan(2000)
})

it('leaves the same from containers that wait and from cold ones', { timeout: 8 * MINUTES }, async () => {
  const cold = await startApp({ worker: true })
  onTestFinished(() => cold.stop())
  await uploadDigits(cold.url, 6)
  const [[loss, parameters]] = trainings
  const json = { parameters, description: "it's a digit" }
  const trained = await cold.ask(`POST /models/datasets/1?lossfunc=${loss}`, { json })
  expect(trained.status, trained.text.slice(0, 500)).toBe(201)
  expect((await cold.ask('POST /compiled_models/models/1')).status).toBe(201)
  const [digit] = await readDigits(1)
  const picture = new Blob([new Uint8Array(digit?.png ?? [])])
  const alone = await predict(cold, '/compiled_models/1', picture)

  const before = await countWarm(app)
  expect(before.taken).toBeGreaterThan(0)
  await untilWarm(app)
  const compiled = await app.ask('POST /compiled_models/models/1')
  expect(compiled.status).toBe(201)
  await untilWarm(app)
  const { id } = compiled.json as { id: number }
  const first = await predict(app, `/compiled_models/${id}`, picture)
  const second = await predict(app, `/compiled_models/${id}`, picture)
  const after = await countWarm(app)
  expect(after).toMatchObject({ taken: before.taken + 2, again: 1, failed: 0 })

  expect([first, second]).toEqual([alone, alone])
  expect(await leftBy(app, 'train', 'first')).toEqual(await leftBy(cold, 'train', 'first'))
  expect(await leftBy(app, 'compile', 'last')).toEqual(await leftBy(cold, 'compile', 'last'))
  expect(await leftBy(app, 'predict', 'first')).toEqual(await leftBy(cold, 'predict', 'first'))
})
