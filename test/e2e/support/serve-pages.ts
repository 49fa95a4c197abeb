import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { pipeline } from 'node:stream'
import { onTestFinished } from 'vitest'

const html = readFileSync(new URL('./calling-page.html', import.meta.url))
const page = Buffer.concat([
  Buffer.from(
    `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${html.length}\r\nConnection: close\r\n\r\n`,
  ),
  html,
])
const ignore = () => undefined

/**
 * A web server that has the calling page alone, until it is told to pass every byte on to a port of this machine: what
 * a name leads to that is made to resolve to another address. Closed after the test.
 */
export const servePages = async () => {
  let target: number | null = null
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    // Browsers open connections before they need them, so what counts is when the first byte comes.
    socket.on('error', ignore).once('data', (first) => {
      if (target === null) {
        socket.end(page)
        return
      }
      const other = connect(target, '127.0.0.1')
      sockets.add(other)
      other.write(first)
      pipeline(socket, other, socket, ignore)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    /** Leads to the page, with null, or to the port from now on. */
    leadTo(next: number | null) {
      target = next
    },
  }
}
