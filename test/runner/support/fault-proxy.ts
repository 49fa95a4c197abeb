import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../../src/config.ts'

export type Fault =
  | 'none'
  /** Takes connections and never answers. */
  | 'silent'
  /** Passes the headers of the answer on, then nothing. */
  | 'hang-after-headers'
  /** Passes the headers of the answer on, then breaks the connection. */
  | 'reset-after-headers'
  /** Breaks the connection after the first 100 kB of the answer. */
  | 'reset-after-some'
  /** Falls silent after the first 100 kB of the answer. */
  | 'hang-after-some'
  /** Breaks the connection at once. */
  | 'reset'

const SOME_BYTES = 100_000

/** The socket of DOCKER_HOST; that of an engine elsewhere cannot be stood in front of. */
const socketOfTests = () => readConfig(process.env).docker.host.replace(/^unix:\/\//, '')

/** A unix socket in front of an engine that misbehaves as told, for requests whose path matches. */
export const startFaultProxy = async (upstreamPath = socketOfTests()) => {
  const folder = await mkdtemp(join(tmpdir(), 'tinymlaas-proxy-'))
  const path = join(folder, 'docker.sock')
  let fault: Fault = 'none'
  let pattern = /./
  const sockets = new Set<Socket>()

  const serve = (client: Socket) => {
    const upstream = connect(upstreamPath)
    let active: Fault | null = null
    let sent = 0
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (bytes) => {
      // One request per connection: the engine's client keeps none alive.
      active ??= pattern.test(bytes.toString('latin1').split('\r\n')[0] ?? '') ? fault : 'none'
      if (active === 'reset') client.destroy()
      else if (active !== 'silent') upstream.write(bytes)
    })
    client.on('end', () => upstream.end())
    upstream.on('end', () => client.end())
    upstream.on('data', (bytes) => {
      const pass = passed(active ?? 'none', bytes, sent)
      sent += bytes.length
      client.write(pass)
      if (pass.length < bytes.length && active?.startsWith('reset')) client.end(() => client.destroy())
    })
  }
  const server = createServer({ allowHalfOpen: true }, serve).listen(path)
  await once(server, 'listening')

  return {
    host: `unix://${path}`,
    /** From now on, new connections whose request line matches get the fault. */
    inject: (next: Fault, requests = /./) => {
      fault = next
      pattern = requests
    },
    /** Breaks every open connection. */
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await rm(folder, { recursive: true })
    },
  }
}

const passed = (fault: Fault, bytes: Buffer, sent: number): Buffer => {
  if (fault.endsWith('after-headers')) {
    const end = bytes.indexOf('\r\n\r\n')
    return sent > 0 ? bytes.subarray(0, 0) : bytes.subarray(0, end + 4)
  }
  if (fault.endsWith('after-some')) return bytes.subarray(0, Math.max(0, SOME_BYTES - sent))
  return bytes
}
