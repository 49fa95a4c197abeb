import { type IncomingHttpHeaders, request } from 'node:http'
import { multipart } from '../../../test/support/multipart.ts'
import { makePicture } from '../../../test/support/pictures.ts'

/** Where honest users come from; attackers come from 127.0.0.1. */
const ADDRESS = '127.0.0.2'
const EVERY_MS = 100
/** Longer than this nobody waits. */
const PATIENCE_MS = 10_000
/** Characters of an answer. */
const KEPT = 10_000

export interface Experience {
  /** Milliseconds, of what was answered well. */
  p50: number
  p99: number
  asked: number
  /** What went wrong, and how often. */
  failures: Map<string, number>
}

export interface Sent {
  method?: string
  headers?: Record<string, string>
  body?: Buffer
  /** Address of the user. */
  from?: string
  patienceMs?: number
}
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** Its beginning. */
  text: string
}

/** An answer that was read to its end; over a connection of its own, as of a user who comes anew. */
export const call = (url: string, sent: Sent = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', headers = {}, body, from = ADDRESS, patienceMs = PATIENCE_MS } = sent
    const length = body ? { 'Content-Length': String(body.length) } : {}
    const outgoing = request(url, {
      method,
      headers: { ...headers, ...length },
      localAddress: from,
      agent: false,
      timeout: patienceMs,
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')))
    outgoing.on('error', reject).on('response', (response) => {
      let text = ''
      response.on('data', (bytes) => {
        if (text.length < KEPT) text += bytes
      })
      const { statusCode: status = 0, headers } = response
      response.on('error', reject).on('end', () => resolve({ status, headers, text }))
    })
    outgoing.end(body)
  })
/** Its status. */
export const ask = async (url: string, sent: Sent = {}) => (await call(url, sent)).status

/** Small uploads, downloads, lists and health checks, one after the other, until `signal` is aborted. */
export const beHonest = async (url: string, file: string, signal: AbortSignal): Promise<Experience> => {
  const times: number[] = []
  const failures = new Map<string, number>()
  let asked = 0
  const one = async (call: () => Promise<number>, name: string) => {
    const began = performance.now()
    asked += 1
    const outcome = await call().catch((error: Error) => error.message || 'cut off')
    if (typeof outcome === 'number' && outcome < 400) times.push(performance.now() - began)
    else failures.set(`${name}: ${outcome}`, (failures.get(`${name}: ${outcome}`) ?? 0) + 1)
  }
  const upload = () => {
    const { headers = {}, body = '' } = multipart([
      { name: `B/${asked}.png`, data: makePicture(1e6 + asked) },
    ])
    return ask(`${url}/datasets/1/`, { method: 'POST', headers, body: Buffer.from(body) })
  }
  const users = [
    () => one(() => ask(`${url}/devices/`), 'list'),
    () => one(() => ask(`${url}${file}`), 'download'),
    () => one(() => ask(`${url}/healthz`), 'health'),
    () => one(upload, 'upload'),
  ].map(async (act) => {
    while (!signal.aborted) {
      await act()
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    }
  })
  await Promise.all(users)
  times.sort((a, b) => a - b)
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), asked, failures }
}
