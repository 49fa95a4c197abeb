import { Agent } from 'node:http'
import { askOnce } from './ask-once.ts'

interface Rate {
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  bytes: number
}

interface RateOptions {
  connections?: number
  seconds?: number
  headers?: Record<string, string>
  /** Of every answer. */
  status?: number
}

/** Asks for `url` over kept-alive connections, one request after the other on each. */
export const measureRate = async (url: string, options: RateOptions = {}): Promise<Rate> => {
  const { connections = 4, seconds = 3, headers = {}, status = 200 } = options
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let bytes = 0
  const started = performance.now()
  const ask = async () => {
    while (performance.now() - started < seconds * 1000) {
      const asked = performance.now()
      bytes = await askOnce(url, { agent, headers, status })
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
