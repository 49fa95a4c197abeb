import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const START_MS = 60_000

/** Starts a relay of its own on `port`; its log goes to `.data/demo-relay.log`. */
export const startRelay = async (port: number) => {
  await mkdir('.data', { recursive: true })
  const log = openSync('.data/demo-relay.log', 'a')
  const child = spawn(process.execPath, ['src/main.ts'], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: '.data' },
    stdio: ['ignore', log, log],
  })
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + START_MS
  for (;;) {
    if (child.exitCode !== null) throw new Error('The relay did not start; .data/demo-relay.log says why.')
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) break
    if (Date.now() > deadline) {
      child.kill()
      throw new Error(`The relay is not ready: ${(await answer?.text()) ?? 'no answer'}`)
    }
    await sleep(200)
  }
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}
