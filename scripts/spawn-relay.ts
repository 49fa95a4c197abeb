import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../src/db/free-port.ts'

const START_MS = 60_000

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
  const child = spawn(process.execPath, ['src/main.ts'], {
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
  for (const deadline = Date.now() + START_MS; ; await sleep(100)) {
    const hasEnded = child.exitCode !== null
    if (hasEnded || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`The relay ${hasEnded ? 'did not start' : 'is not ready'}:\n${logFile ?? log}`)
    }
    const answer = await fetch(`${url}${until}`).catch(() => null)
    if (answer?.ok) break
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
