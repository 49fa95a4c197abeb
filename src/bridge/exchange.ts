import http, { type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { pipeline, type Readable } from 'node:stream'
import { type BridgeFailure, bridgeFailure } from './bridge-result.ts'
import { guardedLookup, RefusedAddressError } from './guarded-lookup.ts'

/** A request's body. `open` is called once for each time it is sent (a redirect sends it again). */
export type RequestBody = { bytes: number; mediaType: string; open: () => Readable }

export type Answer = { ok: true; status: number; headers: IncomingMessage['headers']; body: Buffer }

export type Exchange = {
  method: 'GET' | 'POST'
  url: URL
  body: RequestBody | null
  /** Milliseconds until the connection stands, name look-up and TLS included. */
  connectMs: number
  /** Milliseconds until the answer is complete; null waits for ever. */
  totalMs: number | null
  maxAnswerBytes: number
  isForbidden: (address: string) => boolean
  /** Certificate authorities in PEM form, instead of the system's. */
  ca?: string
  signal?: AbortSignal
}

const REFUSED = 'The address of the bridge is one that this service does not call (link-local or reserved).'
const DEAD_PEER_PROBE_MS = 30_000

const explain = (error: Error & { code?: string }): BridgeFailure => {
  if (error instanceof RefusedAddressError) return bridgeFailure('refused-address', REFUSED)
  if (error.code?.startsWith('HPE_') === true) {
    return bridgeFailure('bad-answer', 'What answered at the address of the bridge does not speak HTTP.')
  }
  return bridgeFailure('unreachable', `The bridge cannot be reached (${error.code ?? error.message}).`)
}

const requestHeaders = (body: RequestBody | null): OutgoingHttpHeaders => ({
  accept: 'application/json, text/plain;q=0.9, */*;q=0.1',
  // Node sends no body with GET unless its length is given.
  ...(body === null ? {} : { 'content-type': body.mediaType, 'content-length': body.bytes }),
})

/**
 * Sends one HTTP request on a connection of its own and reads the whole answer.
 *
 * What the other side does wrong is returned as a failure; the first cause wins. Rejects only when the caller
 * aborted (with the signal's reason) or when the request's own body could not be read.
 */
export const exchange = (wanted: Exchange): Promise<Answer | BridgeFailure> => {
  const { url, body, signal, isForbidden } = wanted
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (signal?.aborted === true) return Promise.reject(signal.reason)
  // A literal address never reaches `lookup`.
  if (isIP(host) !== 0 && isForbidden(host)) {
    return Promise.resolve(bridgeFailure('refused-address', REFUSED))
  }
  const { promise, resolve, reject } = Promise.withResolvers<Answer | BridgeFailure>()
  const secure = url.protocol === 'https:'
  const request = (secure ? https : http).request(url, {
    method: wanted.method,
    agent: false,
    lookup: guardedLookup(isForbidden),
    headers: requestHeaders(body),
    ...(wanted.ca === undefined ? {} : { ca: wanted.ca }),
  })
  const late = (what: string, ms: number) => () =>
    resolve(bridgeFailure('timeout', `The bridge did not ${what} within ${ms / 1000} seconds.`))
  const connecting = setTimeout(late('accept a connection', wanted.connectMs), wanted.connectMs)
  const answering =
    wanted.totalMs === null ? undefined : setTimeout(late('answer', wanted.totalMs), wanted.totalMs)
  const abort = () => reject(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })

  request.on('socket', (socket) => {
    socket.setKeepAlive(true, DEAD_PEER_PROBE_MS)
    socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(connecting))
  })
  request.on('error', (error) => resolve(explain(error)))
  let responded = false
  request.on('close', () => {
    // Of an answer that ends with its connection, `end` comes later than this.
    if (!responded) resolve(bridgeFailure('unreachable', 'The bridge closed the connection.'))
  })
  request.on('response', (response) => {
    responded = true
    const chunks: Buffer[] = []
    let received = 0
    response.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > wanted.maxAnswerBytes) {
        const limit = `The bridge's answer is larger than ${wanted.maxAnswerBytes} bytes.`
        resolve(bridgeFailure('bad-answer', limit))
        request.destroy()
      } else chunks.push(chunk)
    })
    // Node reports an answer cut short as an error of the response; `end` would have come first.
    response.on('error', () => resolve(bridgeFailure('bad-answer', "The bridge's answer broke off.")))
    response.on('end', () => {
      const status = response.statusCode ?? 0
      resolve({ ok: true, status, headers: response.headers, body: Buffer.concat(chunks) })
    })
  })
  if (body === null) request.end()
  else {
    const source = body.open()
    // After the request's own error the promise is settled, so what arrives here first is the source's.
    source.once('error', reject)
    pipeline(source, request, () => undefined)
  }
  return promise.finally(() => {
    clearTimeout(connecting)
    clearTimeout(answering)
    signal?.removeEventListener('abort', abort)
    request.destroy()
  })
}
