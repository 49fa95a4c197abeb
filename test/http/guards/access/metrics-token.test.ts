import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { freePort } from '../../../../src/db/free-port.ts'
import { type RunningApp, startApp } from '../../../support/start-app.ts'

const TOKEN = 'a-token-of-the-monitoring'
let app: RunningApp
let opsPort: number
let file: string
beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'metrics-')), 'token')
  await writeFile(file, `${TOKEN}\n`)
  opsPort = await freePort()
  // The relay itself is open to this machine; its monitors' port is open to all.
  const env = { METRICS_TOKEN_FILE: file, OPS_HOST: '0.0.0.0', OPS_PORT: String(opsPort) }
  app = await startApp({ env, isTokenRequired: false })
  return () => app.stop()
})

const askOps = async (path: string, token?: string) => {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` }
  return (await fetch(`http://127.0.0.1:${opsPort}${path}`, { headers })).status
}

it('opens the measurements to its token alone, on a port that others reach', async () => {
  expect(await askOps('/metrics')).toBe(401)
  expect(await askOps('/metrics', `${TOKEN}x`)).toBe(401)
  expect(await askOps('/metrics', TOKEN)).toBe(200)
  expect(await askOps('/readyz')).toBe(200)
})

it('opens nothing else', async () => {
  const closed = await startApp({ env: { METRICS_TOKEN_FILE: file }, isTokenRequired: true })
  try {
    const as = { headers: { Authorization: `Bearer ${TOKEN}` }, undocumented: true }
    expect((await closed.ask('GET /metrics', as)).status).toBe(200)
    expect((await closed.ask('GET /runs', as)).status).toBe(401)
    expect((await closed.ask('GET /tokens', as)).status).toBe(401)
  } finally {
    await closed.stop()
  }
})
