import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type Fault, startFaultProxy } from '../runner/support/fault-proxy.ts'
import { startWorld } from './support/fault-world.ts'
import { useSharedEngine } from './support/own-engine.ts'
import { startOwnPostgres } from './support/own-postgres.ts'
import { submitRun, uploadNoise } from './support/submit-runs.ts'

const clean = { lost: 0, duplicates: 0, orphans: 0, incomplete: 0, gaps: 0, wrongBlobs: [], stuckJobs: 0 }
const hangs: { fault: Fault; on: RegExp; seconds: number }[] = [
  { fault: 'hang-after-headers', on: /^POST .*\/wait/, seconds: 3 },
  { fault: 'hang-after-headers', on: /^GET .*\/archive/, seconds: 3 },
  { fault: 'hang-after-headers', on: /^GET .*\/json/, seconds: 3 },
  { fault: 'hang-after-headers', on: /^POST .*\/create/, seconds: 3 },
  { fault: 'reset-after-headers', on: /./, seconds: 2 },
  { fault: 'silent', on: /./, seconds: 4 },
  { fault: 'reset', on: /./, seconds: 3 },
]

it('ends every run once, although its engine hangs after headers, falls silent and breaks off', async () => {
  await using postgres = await startOwnPostgres()
  await using engine = await useSharedEngine()
  await using proxy = await startFaultProxy()
  await using world = await startWorld({
    postgres,
    engine: { ...engine, host: proxy.host },
    relays: 1,
  })
  const dataset = await uploadNoise(world.url)
  const acknowledged: string[] = []
  for (const { fault, on, seconds } of hangs) {
    acknowledged.push(await submitRun(world.url, dataset, 2))
    await sleep(400)
    proxy.inject(fault, on)
    await sleep(seconds * 1000)
    proxy.inject('none')
  }
  await world.settle()
  expect(await world.audit(acknowledged)).toMatchObject({ ...clean, failed: [], runs: hangs.length })
}, 300_000)

it('is not ready while its engine is silent, and is again when it speaks', async () => {
  await using postgres = await startOwnPostgres()
  await using engine = await useSharedEngine()
  await using proxy = await startFaultProxy()
  await using world = await startWorld({ postgres, engine: { ...engine, host: proxy.host }, relays: 1 })
  const ready = async () => (await fetch(`${world.url}/readyz`)).status
  await expect.poll(ready, { timeout: 60_000 }).toBe(200)
  proxy.inject('silent')
  // For a second the answer is the one of before.
  await expect.poll(ready, { timeout: 60_000 }).toBe(503)
  // Requests that do not need the engine are served.
  expect((await fetch(`${world.url}/runs`)).status).toBe(200)
  proxy.inject('none')
  await expect.poll(ready, { timeout: 60_000 }).toBe(200)
}, 240_000)
