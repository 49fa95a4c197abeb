import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import express, { type RequestHandler } from 'express'
import { expect, it, onTestFinished } from 'vitest'
import { demandPace } from '../../../src/http/guards/demand-pace.ts'

const WINDOW_MS = 400
const RATE = 10_000

/** A client of a server that demands a pace; what it says is up to the test. */
const connectTo = async (handle: RequestHandler) => {
  const server = express()
    .use(demandPace({ windowMs: WINDOW_MS, minRate: RATE }), handle)
    .listen(0)
  await once(server, 'listening')
  const address = server.address()
  const socket = connect(typeof address === 'object' && address ? address.port : 0)
  socket.on('error', () => undefined)
  onTestFinished(() => {
    socket.destroy()
    server.close()
  })
  const state = { closed: false, received: 0 }
  socket.once('close', () => {
    state.closed = true
  })
  socket.on('data', (bytes) => {
    state.received += bytes.length
  })
  return { socket, state }
}
const swallow: RequestHandler = (request) => void request.resume()
const POST = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n'
const GET = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'

it('ends a body that drips', async () => {
  const { socket, state } = await connectTo(swallow)
  socket.write(POST)
  const timer = setInterval(() => socket.write('x'), 50)
  await sleep(4 * WINDOW_MS)
  clearInterval(timer)
  expect(state.closed).toBe(true)
})

it('leaves one alone that has a gap, and on the whole the pace', async () => {
  const { socket, state } = await connectTo(swallow)
  socket.write(POST)
  // In one of two fifths of a window nothing comes.
  const timer = setInterval(
    () => socket.write('x'.repeat((2 * RATE * WINDOW_MS) / 1000)),
    (WINDOW_MS * 3) / 5,
  )
  await sleep(6 * WINDOW_MS)
  clearInterval(timer)
  expect(state.closed).toBe(false)
})

it('leaves one alone whose body nobody reads yet', async () => {
  const { socket, state } = await connectTo(() => undefined)
  socket.write(POST)
  await sleep(4 * WINDOW_MS)
  expect(state.closed).toBe(false)
})

it('ends an answer that is not taken', async () => {
  const { socket, state } = await connectTo(
    (_request, response) => void response.end(Buffer.alloc(50_000_000)),
  )
  socket.pause()
  socket.write(GET)
  await sleep(5 * WINDOW_MS)
  socket.resume()
  await expect.poll(() => state.closed).toBe(true)
  expect(state.received).toBeLessThan(50_000_000)
})

it('leaves an answer alone that has nothing to say for a while', async () => {
  const { socket, state } = await connectTo((_request, response) => void response.write('hello'))
  socket.write(GET)
  await sleep(4 * WINDOW_MS)
  expect(state.closed).toBe(false)
})
