import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { Duplex } from 'node:stream'
import { codeOf, SetupError, toError } from '../errors.ts'
import { limitConnections } from './guards/limit-connections.ts'

const MINUTE = 60_000

/** How often the limits of time are looked at; Node's own 30 s would double the shortest of them. */
const CHECK_MS = 3000
/** A dataset's description may be in the address: 10,000 characters, of which each may be written as nine. */
const MAX_HEADER_BYTES = 96 * 1024

const MAX_CONNECTIONS = 2000
const MAX_LISTENERS = 30

interface ListenOptions {
  host: string
  port: number
  /** The setting that the port came from. */
  setting: 'PORT' | 'OPS_PORT'
  /** Share of the connections that one address may have. */
  share: number
}

const explain = (code: string, { host, port, setting }: Omit<ListenOptions, 'share'>): string => {
  const taken = `${setting}=${port} of ${host}`
  if (code === 'EADDRINUSE')
    return `${taken} is in use: end what listens there, or set ${setting} to another port.`
  if (code === 'EACCES') return `${taken} is only for root (${code}): set ${setting} to a port above 1023.`
  const name = setting === 'OPS_PORT' ? 'OPS_HOST' : 'HOST'
  return `${name}=${host} is no address of this machine (${code}): set ${name} to one, or to 0.0.0.0 for all.`
}

/** Starts a server under explicit limits. `close` takes no more requests and gives those under way `graceMs`. @throws SetupError when the port is not to be had. */
export const listen = async (handle: RequestListener, { host, port, setting, share }: ListenOptions) => {
  const limits = { maxHeaderSize: MAX_HEADER_BYTES, connectionsCheckingInterval: CHECK_MS }
  const server = createServer(limits, (request, response) => {
    // Guards, log, audit and the streams of an answer all wait for its end: more than Node takes for a leak.
    response.setMaxListeners(MAX_LISTENERS)
    handle(request, response)
  })
  server.on('clientError', answerClientError)
  server.headersTimeout = 15_000
  // An upload may be large and slow; demandPace has a limit on how slow.
  server.requestTimeout = 60 * MINUTE
  server.keepAliveTimeout = 15_000
  limitConnections(server, {
    max: MAX_CONNECTIONS,
    maxPerAddress: Math.ceil(MAX_CONNECTIONS * share),
  })
  server.listen(port, host)
  await once(server, 'listening').catch((cause: unknown) => {
    throw new SetupError(explain(codeOf(cause) ?? toError(cause).message, { host, port, setting }), { cause })
  })
  const bound = server.address()
  const boundPort = typeof bound === 'object' && bound ? bound.port : port
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    async close(graceMs: number) {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const patience = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(patience)
    },
  }
}

const answers: Record<string, readonly [status: string, detail: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers or the address are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not arrive in time.'],
}
const otherwise = ['400 Bad Request', 'This is no HTTP request.'] as const

/** Answers what never became a request, in the shape of all errors: Node would send a status and nothing else. */
const answerClientError = (error: Error, socket: Duplex): void => {
  if (!socket.writable || codeOf(error) === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [status, detail] = answers[codeOf(error) ?? ''] ?? otherwise
  const json = JSON.stringify({ detail, code: 'invalid-request', hint: 'Mend the client that sent it.' })
  const head = [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json',
    `Content-Length: ${json.length}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${json}`)
}
