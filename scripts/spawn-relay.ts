import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../src/db/free-port.ts'

const START_MS = 60_000
/** What waiting does not mend. */
const HOPELESS = /^(There is no Docker engine|This user may not use|The engine does not have)/

/** What /readyz says is wrong. */
const listLacks = (answer: unknown): string[] => {
  const checks = typeof answer === 'object' && answer !== null && 'checks' in answer ? answer.checks : {}
  return Object.values(checks ?? {}).filter((problem) => typeof problem === 'string')
}

/** The sentence that a relay leaves which does not start; else all that it said. */
const explainEnd = (log: string): string =>
  /"message":"(The relay does not start: [^"]*)"/.exec(log)?.[1] ?? `The relay did not start:\n${log}`

interface SpawnOptions {
  /** The checkout whose relay it is. */
  cwd?: string
  /** Where its log goes as well; the end of it is kept in memory in any case. */
  logFile?: string
  /** Waited for: that it answers, or that it is ready for work. */
  until?: '/healthz' | '/readyz'
}

/**
 * Starts a relay in a process of its own, for the demo, the tests and the benchmarks, on a free port of the loopback
 * address unless `env` names one.
 * @throws Error with its log when it does not start, or is not ready, in time.
 */
export const spawnRelay = async (env: Record<string, string>, options: SpawnOptions = {}) => {
  const { cwd = process.cwd(), logFile, until = '/healthz' } = options
  const port = env['PORT'] ?? String(await freePort())
  const child = spawn(process.execPath, ['src/main.js'], {
    cwd,
    env: { ...process.env, HOST: '127.0.0.1', PORT: port, ...env },
    stdio: ['ignore', 'pipe', logFile ? 'pipe' : 'inherit'],
  })
  let log = ''
  child.stdout?.on('data', (bytes) => {
    log += bytes
    if (process.env['DEBUG_LOG']) process.stdout.write(bytes)
  })
  if (logFile) {
    const file = createWriteStream(logFile, { flags: 'a' })
    for (const stream of [child.stdout, child.stderr]) stream?.pipe(file, { end: false })
    child.once('exit', () => file.end())
  }
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  let lacks: string[] = []
  for (const deadline = Date.now() + START_MS; ; await sleep(100)) {
    const hasEnded = child.exitCode !== null
    // What must be mended first: without an image there is no proof either.
    const isHopeless = HOPELESS.test(lacks[0] ?? '')
    if (hasEnded || isHopeless || Date.now() > deadline) {
      child.kill('SIGKILL')
      await exited
      throw new Error(hasEnded ? explainEnd(log) : `The relay is not ready: ${lacks[0] ?? log}`)
    }
    const answer = await fetch(`${url}${until}`).catch(() => null)
    if (answer?.ok) break
    lacks = answer ? listLacks(await answer.json().catch(() => null)) : lacks
  }
  return {
    url,
    pid: child.pid ?? 0,
    log: () => log,
    /** Returns the exit code. */
    async end(signal: NodeJS.Signals): Promise<number> {
      child.kill(signal)
      const [code] = await exited
      return Number(code)
    },
  }
}
export type SpawnedRelay = Awaited<ReturnType<typeof spawnRelay>>
