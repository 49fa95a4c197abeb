import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../src/db/free-port.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'

const MIB = 1024 * 1024
let app: RunningApp
let opsPort: number
beforeAll(async () => {
  opsPort = await freePort()
  app = await startApp({ isTokenRequired: true, env: { OPS_PORT: String(opsPort) } })
})
afterAll(() => app.stop())

/** Sends a body of three gigabytes for as long as the relay takes it. */
const sendForEver = async (head: string, isReading: boolean) => {
  const { hostname, port } = new URL(app.url)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  const state = { sent: 0, received: '', isClosed: false }
  socket
    .on('error', () => undefined)
    .once('close', () => {
      state.isClosed = true
    })
  if (isReading)
    socket.on('data', (bytes) => {
      state.received += bytes
    })
  socket.write(`${head}\r\nHost: localhost\r\nContent-Length: ${3 * 1024 * MIB}\r\n\r\n`)
  const part = Buffer.alloc(MIB)
  const began = performance.now()
  while (!state.isClosed && performance.now() - began < 10_000) {
    if (socket.write(part)) state.sent += part.length
    else {
      state.sent += part.length
      await Promise.race([
        new Promise((resolve) => socket.once('drain', resolve)),
        new Promise((resolve) => socket.once('close', resolve)),
        sleep(5000),
      ])
    }
  }
  return { ...state, seconds: (performance.now() - began) / 1000 }
}

it.each([
  ['401', 'POST /datasets/1/ HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b'],
  ['401', 'POST /devices/ HTTP/1.1\r\nContent-Type: application/json'],
  ['404', 'POST /nowhere HTTP/1.1'],
  ['405', 'PUT /runs HTTP/1.1'],
])('answers %s to %s, and does not swallow the rest', async (status, head) => {
  const client = await sendForEver(head, true)
  expect(client.received).toContain(` ${status} `)
  expect(client.received.toLowerCase()).toContain('connection: close')
  expect(client.isClosed).toBe(true)
  expect(client.sent).toBeLessThan(60 * MIB)
  expect(client.seconds).toBeLessThan(5)
})

it('keeps the connection of a refused request whose body is small', async () => {
  const reply = await app.ask('POST /devices/', { json: {}, undocumented: true })
  expect(reply.status).toBe(401)
  expect(reply.headers['connection']).not.toBe('close')
})

it('answers monitors on a port of their own, and nothing else there', async () => {
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${opsPort}${path}`)).status
  expect(await ask('/healthz')).toBe(200)
  expect(await ask('/readyz')).toBe(200)
  expect(await ask('/metrics')).toBe(401)
  expect(await ask('/runs')).toBe(404)
})
