import { afterEach, expect, it } from 'vitest'
import type { Exchange } from '../../src/bridge/exchange.ts'
import { sendRequest } from '../../src/bridge/send-request.ts'
import { createTestCertificate } from './create-test-certificate.ts'
import { createFakeBridge, type FakeBridge, type FakeBridgeSettings } from './fake-bridge.ts'

const bridges: FakeBridge[] = []
afterEach(async () => {
  for (const bridge of bridges.splice(0)) await bridge.close()
})

const start = async (settings: FakeBridgeSettings = {}) => {
  const bridge = await createFakeBridge(settings)
  bridges.push(bridge)
  return bridge
}

const get = (url: string, more: Partial<Exchange> = {}): Exchange => ({
  method: 'GET',
  url: new URL(url),
  body: null,
  connectMs: 1000,
  totalMs: 1000,
  maxAnswerBytes: 10_000,
  isForbidden: () => false,
  ...more,
})

it("follows Flask's absolute redirect for a missing slash", async () => {
  const bridge = await start()
  const answer = await sendRequest(get(`http://${bridge.address}/devices`))
  expect(answer).toMatchObject({ ok: true, status: 200 })
  expect(bridge.requests.map(({ url }) => url)).toEqual(['/devices', '/devices/'])
})

it('stays on https when Flask behind a TLS proxy redirects to http', async () => {
  const tls = createTestCertificate()
  const bridge = await start({ tls })
  const answer = await sendRequest(get(`https://${bridge.address}/devices`, { ca: tls.cert }))
  expect(answer).toMatchObject({ ok: true, status: 200 })
  expect(bridge.requests.map(({ url }) => url)).toEqual(['/devices', '/devices/'])
})

it('stops after three redirects', async () => {
  const bridge = await start({ mode: 'redirect-loop' })
  const answer = await sendRequest(get(`http://${bridge.address}/devices/`))
  expect(answer).toMatchObject({ ok: false, kind: 'bad-answer', status: 308 })
  expect(bridge.requests).toHaveLength(4)
})

it('spends one deadline on all redirects together', async () => {
  const bridge = await start({ mode: 'slow', delayMs: 400 })
  const answer = await sendRequest(get(`http://${bridge.address}/devices`, { totalMs: 600 }))
  expect(answer).toMatchObject({ ok: false, kind: 'timeout' })
})

it('reads no more of an answer than its limit', async () => {
  const bridge = await start({ devices: ['x'.repeat(200)] })
  const within = await sendRequest(get(`http://${bridge.address}/devices/`, { maxAnswerBytes: 216 }))
  expect(within).toMatchObject({ ok: true })
  const beyond = await sendRequest(get(`http://${bridge.address}/devices/`, { maxAnswerBytes: 215 }))
  expect(beyond).toMatchObject({ ok: false, kind: 'bad-answer' })
})

it('says so when a bridge redirects to another port of its host, and does not follow', async () => {
  const other = await start()
  const bridge = await start({ mode: 'redirects-elsewhere', elsewhere: `http://${other.address}/devices/` })
  const answer = await sendRequest(get(`http://${bridge.address}/devices/`))
  expect(answer).toMatchObject({
    kind: 'bad-answer',
    status: 302,
    message: expect.stringContaining('another port of the same host'),
  })
  expect(other.requests).toEqual([])
})
