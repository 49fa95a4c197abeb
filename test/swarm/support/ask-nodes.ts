import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { codeOf } from '../../../src/errors.ts'

/** The connection came about with nobody: nothing was sent. */
const NOBODY = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])
/** It ended before any answer: what is safe to repeat is repeated. */
const BROKEN = new Set(['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'])
const ROUNDS = 3

/**
 * PostgreSQL is outside the swarm, and slow on a busy machine: it is waited for, as the answer says, and counted. What a relay
 * that stops would answer is another one.
 */
const isDatabaseSilent = ({ status, json }: Answer) =>
  status === 503 && Object(json).detail === 'The database does not answer.'
const SILENCE_MS = 500

interface Answer {
  status: number
  json: unknown
}

/**
 * A client that knows all nodes and asks one after the other until one answers, as docs/clusters.md has it. `counts` says
 * how often a request found nobody at a node or was cut off, which is what the other nodes are for.
 */
export const createNodesClient = (urls: string[]) => {
  const agent = new Agent({ pipelining: 0, connect: { timeout: 1000 }, headersTimeout: 10_000 })
  const counts = { asked: 0, nobody: 0, broken: 0, silent: 0 }
  const start = { at: 0 }
  const get = async (path: string): Promise<Answer> => {
    counts.asked += 1
    const tried: string[] = []
    for (let turn = 0; turn < ROUNDS * urls.length; turn++) {
      const url = urls[(start.at + turn) % urls.length] ?? ''
      try {
        const answer = await request(`${url}${path}`, { dispatcher: agent, headersTimeout: 10_000 })
        const text = await answer.body.text()
        const found = { status: answer.statusCode, json: JSON.parse(text) }
        if (!isDatabaseSilent(found)) {
          start.at += 1
          return found
        }
        tried.push(`${url} 503`)
        counts.silent += 1
        await sleep(SILENCE_MS)
      } catch (error) {
        const code = codeOf(error) ?? String(error)
        tried.push(`${url} ${code}`)
        if (NOBODY.has(code)) counts.nobody += 1
        else if (BROKEN.has(code)) counts.broken += 1
        else throw new Error(`${url}${path} did not answer`, { cause: error })
      }
    }
    throw new Error(`no node answers ${path}: ${tried.join(', ')}`)
  }
  return {
    counts,
    get,
    /** The address of a node with a relay. */
    async findRelay(): Promise<string> {
      for (const url of urls) {
        const answer = await request(`${url}/healthz`, { dispatcher: agent }).catch(() => null)
        await answer?.body.dump()
        if (answer?.statusCode === 200) return url
      }
      throw new Error('No node has a relay.')
    },
    close: () => agent.close(),
  }
}
export type NodesClient = ReturnType<typeof createNodesClient>

/** Asks all the time until it is stopped, and keeps what was not answered as it should be. */
export const keepAsking = (urls: string[], path: string) => {
  const client = createNodesClient(urls)
  const stopping = new AbortController()
  const failures: string[] = []
  const asking = (async () => {
    while (!stopping.signal.aborted) {
      const answer = await client.get(path).catch((error: unknown) => String(error))
      if (typeof answer === 'string') failures.push(answer)
      else if (answer.status !== 200) failures.push(`${answer.status} ${JSON.stringify(answer.json)}`)
      await sleep(20)
    }
  })()
  return {
    /** What failed, if anything did, and how much was asked. */
    async stop() {
      stopping.abort()
      await asking
      await client.close()
      return { failures, ...client.counts }
    },
  }
}
