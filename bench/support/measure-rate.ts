import { Agent, get } from 'node:http'

export interface Rate {
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  bytes: number
}

const fetchOnce = (url: string, agent: Agent) =>
  new Promise<number>((resolve, reject) => {
    get(url, { agent }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(bytes)
          : reject(new Error(`${url} answered ${response.statusCode}`)),
      )
    }).on('error', reject)
  })

/** Asks for `url` over `connections` kept-alive connections for `seconds`. */
export const measureRate = async (url: string, { connections = 4, seconds = 3 } = {}): Promise<Rate> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let bytes = 0
  const started = performance.now()
  const ask = async () => {
    while (performance.now() - started < seconds * 1000) {
      const asked = performance.now()
      bytes = await fetchOnce(url, agent)
      times.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: connections }, ask))
  const elapsed = (performance.now() - started) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
  return { perSecond: times.length / elapsed, p50: at(0.5), p99: at(0.99), bytes }
}
