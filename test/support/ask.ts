import { type IncomingHttpHeaders, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { expect } from 'vitest'
import { createDocumentation } from './documentation.ts'

export interface Question {
  headers?: Record<string, string>
  /** Sent as it stands, with no content type but what `headers` say. */
  body?: string | Buffer
  /** Sent as JSON, under `application/json`. */
  json?: unknown
  signal?: AbortSignal
  /** For paths and answers that are meant to be outside the documentation. */
  undocumented?: boolean
}

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  bytes: Buffer
  text: string
  /** The answer parsed; undefined where it is no JSON. */
  json: unknown
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const send = (url: string, call: string, question: Question) =>
  new Promise<Reply>((resolve, reject) => {
    const [method = '', path = ''] = call.split(/ (.*)/)
    const json = question.json === undefined ? undefined : JSON.stringify(question.json)
    const body = json ?? question.body
    const { hostname, port } = new URL(url)
    const outgoing = request({
      hostname,
      port,
      method,
      // As it stands: neither normalised nor encoded once more.
      path,
      headers: {
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
        ...question.headers,
      },
      ...(question.signal ? { signal: question.signal } : {}),
    })
    outgoing.once('error', reject).once('response', (response) => {
      const { statusCode: status = 0, headers } = response
      buffer(response).then((bytes) => {
        const text = bytes.toString('utf8')
        resolve({ status, headers, bytes, text, json: parse(text) })
      }, reject)
    })
    outgoing.end(body)
  })

/**
 * Asks the relay as a client would: `ask('GET /devices/')`. Every answer is held against the relay's own OpenAPI
 * document: its status must be documented, its JSON must fit the schema, and its type must be exact.
 */
export const createAsk = (url: string) => {
  const documentation = createDocumentation(url)
  return async (call: string, question: Question = {}): Promise<Reply> => {
    const reply = await send(url, call, question)
    if (reply.json !== undefined && reply.status !== 204) {
      expect(reply.headers['content-type'], call).toBe('application/json')
    }
    if (!question.undocumented) {
      const problems = await (await documentation()).check(call, reply, question.headers)
      expect(problems, `${call} answered ${reply.status}: ${reply.text.slice(0, 500)}`).toEqual([])
    }
    return reply
  }
}
export type Ask = ReturnType<typeof createAsk>
