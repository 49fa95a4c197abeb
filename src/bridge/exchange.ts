import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import type { Client, Dispatcher } from 'undici'
import { codeOf, toError } from '../errors.ts'
import { type BridgeFailure, bridgeFailure } from './bridge-result.ts'
import { guardedLookup, RefusedAddressError } from './guarded-lookup.ts'

/** A request's body. `open` is called once for each time it is sent (a redirect sends it again). */
export type RequestBody = {
  bytes: number
  mediaType: string
  open: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

export type Answer = { ok: true; status: number; headers: Dispatcher.ResponseData['headers']; body: Buffer }

export type Exchange = {
  method: 'GET' | 'POST'
  url: URL
  /** Besides its own. */
  headers?: Record<string, string>
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

/** Tells an error of the request's own body from one of the network. */
class UnreadableBodyError extends Error {
  override name = 'UnreadableBodyError'
}

async function* pieces(body: RequestBody): AsyncGenerator<Uint8Array> {
  try {
    yield* body.open()
  } catch (cause) {
    throw new UnreadableBodyError('the body of the request cannot be read', { cause })
  }
}

/** Loaded when it is first needed: it takes 5 MiB, and many a relay has no bridge. */
export const loadUndici = () => import('undici')
type Undici = Awaited<ReturnType<typeof loadUndici>>

const openClient = ({ Client }: Undici, { url, maxAnswerBytes, isForbidden, ca }: Exchange): Client =>
  new Client(url.origin, {
    // undici's own timers are up to a second late: `exchange` keeps time.
    connectTimeout: 0,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      lookup: guardedLookup(isForbidden),
      keepAliveInitialDelay: DEAD_PEER_PROBE_MS,
      ...(ca === undefined ? {} : { ca }),
    },
    allowH2: false,
    maxResponseSize: maxAnswerBytes,
  })

const isNoHttp = ({ errors }: Undici, error: unknown) =>
  error instanceof errors.HTTPParserError ||
  error instanceof errors.HeadersOverflowError ||
  error instanceof errors.ResponseContentLengthMismatchError

const late = (what: string, ms: number): BridgeFailure =>
  bridgeFailure('timeout', `The bridge did not ${what} within ${ms / 1000} seconds.`)

const explain = (
  undici: Undici,
  error: unknown,
  { maxAnswerBytes }: Exchange,
  answering: boolean,
): BridgeFailure => {
  const { errors } = undici
  if (error instanceof RefusedAddressError) return bridgeFailure('refused-address', REFUSED)
  if (error instanceof errors.ResponseExceededMaxSizeError) {
    return bridgeFailure('bad-answer', `The bridge's answer is larger than ${maxAnswerBytes} bytes.`)
  }
  if (answering) return bridgeFailure('bad-answer', "The bridge's answer broke off.")
  if (isNoHttp(undici, error)) {
    return bridgeFailure('bad-answer', 'What answered at the address of the bridge does not speak HTTP.')
  }
  if (error instanceof errors.SocketError) {
    return bridgeFailure('unreachable', 'The bridge closed the connection.')
  }
  return bridgeFailure(
    'unreachable',
    `The bridge cannot be reached (${codeOf(error) ?? toError(error).message}).`,
  )
}

/**
 * Sends one HTTP request on a connection of its own and reads the whole answer.
 *
 * What the other side does wrong is returned as a failure. Rejects only when the caller aborted (with the
 * signal's reason) or when the request's own body could not be read (with that error).
 */
export const exchange = async (wanted: Exchange): Promise<Answer | BridgeFailure> => {
  const { url, method, body, signal, connectMs, totalMs } = wanted
  signal?.throwIfAborted()
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // A literal address never reaches `lookup`.
  if (isIP(host) !== 0 && wanted.isForbidden(host)) return bridgeFailure('refused-address', REFUSED)
  const undici = await loadUndici()
  const deadline = totalMs === null ? undefined : AbortSignal.timeout(totalMs)
  const client = openClient(undici, wanted)
  const giveUp = new AbortController()
  const connecting = setTimeout(() => giveUp.abort(), connectMs)
  client.once('connect', () => clearTimeout(connecting))
  let answering = false
  try {
    const answer = await client.request({
      method,
      path: `${url.pathname}${url.search}`,
      headers: {
        ...wanted.headers,
        accept: 'application/json, text/plain;q=0.9, */*;q=0.1',
        // Flask does not take a chunked body reliably.
        ...(body === null ? {} : { 'content-type': body.mediaType, 'content-length': `${body.bytes}` }),
      },
      body: body === null ? null : Readable.from(pieces(body)),
      signal: AbortSignal.any([giveUp.signal, signal, deadline].filter((each) => each !== undefined)),
      reset: true,
    })
    answering = true
    const { statusCode, headers } = answer
    return { ok: true, status: statusCode, headers, body: Buffer.from(await answer.body.arrayBuffer()) }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof UnreadableBodyError) throw error.cause
    if (giveUp.signal.aborted) return late('accept a connection', connectMs)
    if (totalMs !== null && deadline?.aborted === true) return late('answer', totalMs)
    return explain(undici, error, wanted, answering)
  } finally {
    clearTimeout(connecting)
    await client.destroy()
  }
}
