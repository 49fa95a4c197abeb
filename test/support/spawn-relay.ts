import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../scripts/demo/free-port.ts'

const START_MS = 60_000

/** A relay in a process of its own, to be killed like one. */
export const spawnRelay = async (env: Record<string, string>, cwd = process.cwd()) => {
  const port = env['PORT'] ?? String(await freePort())
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd,
    env: { ...process.env, HOST: '127.0.0.1', PORT: port, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let log = ''
  child.stdout.on('data', (bytes) => {
    log += bytes
    if (process.env['DEBUG_LOG']) process.stdout.write(bytes)
  })
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  for (const deadline = Date.now() + START_MS; ; await sleep(100)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The relay did not start:\n${log}`)
    if (
      await fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break
  }
  return {
    url,
    pid: child.pid ?? 0,
    log: () => log,
    async end(signal: NodeJS.Signals) {
      child.kill(signal)
      const [code] = await exited
      return Number(code)
    },
  }
}
export type SpawnedRelay = Awaited<ReturnType<typeof spawnRelay>>
