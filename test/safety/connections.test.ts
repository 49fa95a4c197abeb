import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { limitConnections } from '../../src/http/guards/limit-connections.ts'

const serve = async (limits: { max: number; maxPerAddress: number }) => {
  const server = createServer((request, response) => {
    if (request.url === '/slow') setTimeout(() => response.end('slow'), 500)
    else response.end('ok')
  })
  server.keepAliveTimeout = 60_000
  limitConnections(server, limits)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sockets: Socket[] = []
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return async (from: string) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from })
    sockets.push(socket)
    let text = ''
    let isClosed = false
    socket.on('data', (bytes) => {
      text += bytes
    })
    socket
      .on('error', () => undefined)
      .once('close', () => {
        isClosed = true
      })
    await once(socket, 'connect')
    return {
      ask: (path = '/') => socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
      text: () => text,
      isClosed: () => isClosed,
    }
  }
}

it('answers newcomers although as many connections as there may be do nothing', async () => {
  const open = await serve({ max: 50, maxPerAddress: 50 })
  const lazy: Awaited<ReturnType<typeof open>>[] = []
  for (let n = 0; n < 50; n++) lazy.push(await open('127.0.0.1'))
  for (let n = 0; n < 5; n++) {
    const client = await open('127.0.0.2')
    client.ask()
    await expect.poll(client.text).toContain('200 OK')
  }
  await expect.poll(() => lazy.filter(({ isClosed }) => isClosed()).length).toBe(5)
  // Those that were idle longest had to go.
  expect(lazy.slice(0, 5).every(({ isClosed }) => isClosed())).toBe(true)
})

it('spares a connection whose request is being answered', async () => {
  const open = await serve({ max: 2, maxPerAddress: 2 })
  const busy = await open('127.0.0.1')
  busy.ask('/slow')
  const other = await open('127.0.0.1')
  await expect.poll(() => other.isClosed()).toBe(false)
  for (let n = 0; n < 5; n++) await open('127.0.0.1')
  await expect.poll(busy.text, { timeout: 3000 }).toContain('slow')
})

it('takes room from the same address first, once that has its share', async () => {
  const open = await serve({ max: 50, maxPerAddress: 3 })
  const neighbour = await open('127.0.0.2')
  const own = [await open('127.0.0.1'), await open('127.0.0.1'), await open('127.0.0.1')]
  await open('127.0.0.1')
  await expect.poll(() => own[0]?.isClosed()).toBe(true)
  expect([neighbour.isClosed(), own[1]?.isClosed(), own[2]?.isClosed()]).toEqual([false, false, false])
})

it('refuses a newcomer where everybody is busy', async () => {
  const open = await serve({ max: 2, maxPerAddress: 2 })
  const busy = [await open('127.0.0.1'), await open('127.0.0.1')]
  for (const client of busy) client.ask('/slow')
  await new Promise((resolve) => setTimeout(resolve, 100))
  const late = await open('127.0.0.1')
  await expect.poll(late.isClosed).toBe(true)
  for (const client of busy) await expect.poll(client.text, { timeout: 3000 }).toContain('slow')
})
