import net, { type AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { type Exchange, exchange } from '../../src/bridge/exchange.ts'
import { createFakeBridge } from './fake-bridge.ts'
import { watchNetwork } from './watch-network.ts'

const startBridge = async () => {
  const bridge = await createFakeBridge()
  onTestFinished(() => bridge.close())
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

it('resolves a name and dials what it leads to', async () => {
  const { port } = await startBridge()
  const asked: string[] = []
  const isForbidden = (address: string) => {
    asked.push(address)
    return address !== '127.0.0.1'
  }
  const counts = await watchNetwork(async () => {
    const answer = await exchange(get(`http://localhost:${port}/devices/`, { isForbidden }))
    expect(answer).toMatchObject({ ok: true, status: 200 })
  })
  expect(asked).toContain('127.0.0.1')
  expect(counts).toEqual({ resolved: 1, dialled: 1 })
})

it('dials nothing when a name leads to forbidden addresses only', async () => {
  const { port, requests } = await startBridge()
  const counts = await watchNetwork(async () => {
    const answer = await exchange(get(`http://localhost:${port}/devices/`, { isForbidden: () => true }))
    expect(answer).toMatchObject({ ok: false, kind: 'refused-address' })
  })
  expect(counts).toEqual({ resolved: 1, dialled: 0 })
  expect(requests).toEqual([])
})

it('neither resolves nor dials a forbidden address', async () => {
  const { port, requests } = await startBridge()
  const counts = await watchNetwork(async () => {
    for (const scheme of ['http', 'https']) {
      for (const host of ['127.0.0.1', '[::1]', '2130706433']) {
        const answer = await exchange(get(`${scheme}://${host}:${port}/`, { isForbidden: () => true }))
        expect(answer).toMatchObject({ ok: false, kind: 'refused-address' })
      }
    }
  })
  expect(counts).toEqual({ resolved: 0, dialled: 0 })
  expect(requests).toEqual([])
})

it('gives up a connection that does not come to stand: in time, and when the caller goes', async () => {
  const open = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    open.add(socket)
    socket.on('error', () => undefined).on('close', () => open.delete(socket))
    socket.resume()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // TLS that is never answered.
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`

  const startedAt = performance.now()
  const late = await exchange(get(url, { connectMs: 300, totalMs: null }))
  expect(late).toMatchObject({ kind: 'timeout', message: expect.stringContaining('accept a connection') })
  expect(performance.now() - startedAt).toBeLessThan(5000)

  const abort = new AbortController()
  const going = exchange(get(url, { connectMs: 30_000, totalMs: null, signal: abort.signal }))
  setTimeout(() => abort.abort(new Error('the client went away')), 100)
  await expect(going).rejects.toThrow('the client went away')
  await expect.poll(() => open.size).toBe(0)
})

it.each([
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
  ['headers without end', `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(40_000)}`],
  ['a greeting of another protocol', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
  ['a piece of no length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['an answer that is cut short', 'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello'],
])('calls %s a bad answer', async (_, text) => {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end(text))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const answer = await exchange(get(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`))
  expect(answer).toMatchObject({ ok: false, kind: 'bad-answer' })
})
