import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createFakeBridge, type FakeBridge, type FakeBridgeSettings } from '../../bridge/fake-bridge.ts'
import { endNextRun } from '../../support/act-as-worker.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { uploadDigits } from '../../support/upload-digits.ts'

let app: RunningApp
let closing: FakeBridge[] = []
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
  await app.ask('POST /devices/', {
    json: { name: 'n', installer_id: 1, model: 'm', description: 'd', serial: 'SERIAL' },
  })
  await app.ask('POST /devices/', {
    json: { name: 'n', installer_id: 2, model: 'm', description: 'd', serial: 'unknown' },
  })
})
afterEach(async () => {
  await Promise.all(closing.map((bridge) => bridge.close()))
  closing = []
})
afterAll(() => app.stop())

const register = async (address: string, https: boolean | string = 'False') => {
  const { json } = await app.ask('POST /bridges/', { json: { address, https } })
  return (json as { id: number }).id
}
const start = async (settings: FakeBridgeSettings = {}) => {
  const bridge = await createFakeBridge(settings)
  closing.push(bridge)
  return { bridge, id: await register(bridge.address) }
}
const timed = async <T>(work: Promise<T>) => {
  const started = performance.now()
  const value = await work
  return { ...value, ms: performance.now() - started }
}
const BAD = [
  'silent',
  'broken',
  'lying',
  'html',
  'nested',
  'enormous',
  'hangs-after-headers',
  'cut-short',
  'resets',
  'no-http',
  'redirects-elsewhere',
  'redirect-loop',
] as const
const SECONDS = 1000

describe('devices of a bridge', () => {
  it('are passed on in the contract’s order, gaps filled and extras dropped', async () => {
    const devices = [{ serial: 'a', product: 'p', manufacturer: 'm', bus: 3 }, { product: null }]
    const { bridge, id } = await start({ devices })
    const { status, text } = await app.ask(`GET /bridges/${id}/devices`)
    expect(status).toBe(200)
    expect(text).toBe(
      '{"devices":[{"manufacturer":"m","product":"p","serial":"a"},{"manufacturer":"","product":"","serial":""}]}',
    )
    expect(bridge.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /devices/'])
    expect((await app.ask(`GET /bridges/${id}/devices/`)).text).toBe(text)
  })

  it.each(BAD)('%s: 502 or 504 within five seconds', async (mode) => {
    const { id } = await start({ mode })
    const { status, json, ms } = await timed(app.ask(`GET /bridges/${id}/devices`))
    expect([502, 504]).toContain(status)
    expect(json).toMatchObject({ detail: expect.any(String), code: expect.stringMatching(/^bridge-/) })
    expect(ms).toBeLessThan(5 * SECONDS)
  })
})

describe('health of a bridge', () => {
  it('is online when its devices are', async () => {
    const { id } = await start()
    expect(await app.ask(`GET /bridges/${id}/health`)).toMatchObject({ status: 200, text: '{"online":true}' })
  })

  it.each(BAD.filter((mode) => mode !== 'lying' && mode !== 'html' && mode !== 'nested'))(
    '%s: offline within five seconds, never an error',
    async (mode) => {
      const { id } = await start({ mode })
      const { status, text, ms } = await timed(app.ask(`GET /bridges/${id}/health`))
      expect({ status, text }).toEqual({ status: 200, text: '{"online":false}' })
      expect(ms).toBeLessThan(5 * SECONDS)
    },
  )

  it.each([
    ' ',
    'several words',
    'a:b:c',
    '192.0.2.1',
    'http://',
    '169.254.169.254',
    'http://169.254.169.254/latest',
    '[fe80::1]',
    '0.0.0.0',
    '127.0.0.1:1',
    'nothing.invalid',
  ])(
    'the address "%s" is offline, and 502 or 504 for its devices',
    async (address) => {
      const id = await register(address)
      const { status, text, ms } = await timed(app.ask(`GET /bridges/${id}/health`))
      expect({ status, text }).toEqual({ status: 200, text: '{"online":false}' })
      expect(ms).toBeLessThan(5.2 * SECONDS)
      expect([502, 504]).toContain((await app.ask(`GET /bridges/${id}/devices`)).status)
    },
    15_000,
  )
})

describe('status of a bridge', () => {
  const statusOf = async (id: number) => (await app.ask(`GET /bridges/${id}/status`)).json

  it('says that it is online', async () => {
    const { id } = await start()
    expect((await app.ask(`GET /bridges/${id}/status`)).text).toBe('{"online":true,"reason":null}')
  })

  it.each([
    ['silent', /did not answer within 4\.5 seconds/],
    ['no-http', /does not speak HTTP/],
    ['redirects-elsewhere', /redirect/],
  ] as const)(
    'says why one that is %s is offline, which the old answer does not',
    async (mode, reason) => {
      const { id } = await start({ mode })
      expect((await app.ask(`GET /bridges/${id}/health`)).text).toBe('{"online":false}')
      expect(await statusOf(id)).toEqual({ online: false, reason: expect.stringMatching(reason) })
    },
    20_000,
  )

  it.each([
    ['127.0.0.1:1', /cannot be reached \(ECONNREFUSED\)/],
    ['a:b:c', /address .* unusable/],
    ['169.254.169.254', /does not call/],
  ])('says why %s is offline', async (address, reason) => {
    expect(await statusOf(await register(address))).toEqual({
      online: false,
      reason: expect.stringMatching(reason),
    })
  })

  it('is a 404 for a bridge that is not there', async () => {
    expect((await app.ask('GET /bridges/999999/status')).status).toBe(404)
  })
})

describe('observing', () => {
  it('passes scores on as the bridge gives them, asked by a GET with a body', async () => {
    const { bridge, id } = await start({ scores: { '1': 18.45, '0': 2, extra: { deep: [true] } } })
    const { status, text } = await app.ask(`GET /observations/bridges/${id}/devices/1`)
    expect(status).toBe(200)
    // A key that is a number comes first in every JSON object of JavaScript.
    expect(JSON.parse(text)).toEqual({
      bridge_id: id,
      device_id: 1,
      observation_value: { '1': 18.45, '0': 2, extra: { deep: [true] } },
    })
    expect(text).toMatch(/^\{"bridge_id":\d+,"device_id":1,"observation_value":\{/)
    const [seen] = bridge.requests
    expect(seen).toMatchObject({ method: 'GET', url: '/prediction/', body: '{"device":{"serial":"SERIAL"}}' })
    expect(seen?.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '30' })
  })

  it.each(BAD)('%s: 502 or 504', async (mode) => {
    const { id } = await start({ mode })
    expect([502, 504]).toContain((await app.ask(`GET /observations/bridges/${id}/devices/1`)).status)
  })

  it('gives a bridge’s own words when that cannot read the device', async () => {
    const { id } = await start()
    const { status, json } = await app.ask(`GET /observations/bridges/${id}/devices/2`)
    expect({ status, json }).toMatchObject({
      status: 502,
      json: { detail: 'Failed to read prediction from device' },
    })
  })

  it.each(['x/devices/1', '1/devices/x', '1.0/devices/1', '1/devices/%20'])(
    'ids that are no integers are 422: %s',
    async (path) => {
      const { status, json } = await app.ask(`GET /observations/bridges/${path}`)
      expect({ status, json }).toMatchObject({
        status: 422,
        json: { detail: [{ loc: ['path', expect.any(String)] }] },
      })
    },
  )
})

describe('installing', () => {
  it('sends the source and answers what the bridge said, as a JSON string', async () => {
    const { bridge, id } = await start()
    const { status, text } = await app.ask(`POST /compiled_models/1/bridges/${id}/devices/1`)
    expect({ status, text }).toEqual({ status: 201, text: '"Success"' })
    const [sent] = bridge.requests
    expect(sent).toMatchObject({ method: 'POST', url: '/install/' })
    expect(sent?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      device: { installer: 'Arduino IDE', serial: 'SERIAL' },
      model: '#include "target_model.h"\n',
    })
  })

  it.each([400, 404, 409, 500, 503])('a bridge’s %i is passed on with its text', async (code) => {
    const { id } = await start({ install: { status: code, text: 'No device in request' } })
    const reply = await app.ask(`POST /compiled_models/1/bridges/${id}/devices/1`, { undocumented: true })
    expect(reply).toMatchObject({ status: code, json: { detail: 'No device in request' } })
  })

  it.each([200, 202, 204, 304])('a bridge’s %i is a 502: it did not install', async (code) => {
    const { id } = await start({ install: { status: code, text: 'not supported' } })
    const { status, json } = await app.ask(`POST /compiled_models/1/bridges/${id}/devices/1`)
    expect({ status, json }).toMatchObject({ status: 502, json: { detail: expect.any(String) } })
  })

  it('is not done when any of the three is unknown, and the bridge hears nothing', async () => {
    const { bridge, id } = await start()
    for (const path of [
      `9/bridges/${id}/devices/1`,
      '1/bridges/999999/devices/1',
      `1/bridges/${id}/devices/9`,
      'x/bridges/y/devices/z',
      `1/bridges/${id}/devices/99999999999`,
    ])
      expect((await app.ask(`POST /compiled_models/${path}`)).status).toBe(404)
    expect(bridge.requests).toEqual([])
  })

  it('takes as long as the bridge takes', async () => {
    const { id } = await start({ mode: 'slow', delayMs: 6 * SECONDS })
    expect((await app.ask(`POST /compiled_models/1/bridges/${id}/devices/1`)).status).toBe(201)
  })
})

describe('a bridge that is not registered', () => {
  it.each(['999', 'x', '-1', '99999999999999'])('%s is 404', async (id) => {
    for (const call of ['devices', 'health'])
      expect(await app.ask(`GET /bridges/${id}/${call}`)).toMatchObject({
        status: 404,
        json: { detail: expect.any(String) },
      })
  })

  it('nor is a device', async () => {
    const { id } = await start()
    for (const path of [
      `${id}/devices/999`,
      '999/devices/1',
      `${id}/devices/-1`,
      `${id}/devices/99999999999`,
    ])
      expect((await app.ask(`GET /observations/bridges/${path}`)).status).toBe(404)
  })
})
