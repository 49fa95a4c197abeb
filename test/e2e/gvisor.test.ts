import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type SpawnedRelay, spawnRelay } from '../../scripts/spawn-relay.ts'
import { isFinal, runView } from '../../src/contract/run.ts'
import { underRuntime } from '../runner/support/runtimes.ts'
import { createTestDatabase, type TestDatabase } from '../support/create-test-database.ts'
import { uploadDigits } from '../support/upload-digits.ts'

const READY = { timeout: 60_000, interval: 1000 }

let db: TestDatabase
let relay: SpawnedRelay
beforeAll(async () => {
  db = await createTestDatabase()
  const runtime = { DOCKER_RUNTIME: 'runsc', DOCKER_RUNTIME_POLICY: 'require' }
  relay = await spawnRelay({
    DATABASE_URL: db.url,
    INSTANCE: `gvisor-${process.pid}`,
    WARM_CONTAINERS: '1',
    ...runtime,
  })
})
afterAll(async () => {
  await relay.end('SIGTERM')
  await db.drop()
})

const readiness = () => fetch(`${relay.url}/readyz`).then((answer) => answer.json())

const run = async (path: string, body?: object) => {
  const headers = { 'Content-Type': 'application/json', Prefer: 'respond-async' }
  const answer = await fetch(`${relay.url}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body ?? {}),
  })
  const { location } = z.object({ location: z.string() }).parse(await answer.json())
  for (;;) {
    const now = runView.parse(await (await fetch(`${relay.url}${location}`)).json())
    if (isFinal(now.state)) return now
    await sleep(500)
  }
}

const options = { ...underRuntime('runsc'), timeout: 300_000 }
it('trains and compiles with TensorFlow under gVisor', options, async () => {
  // A run that cannot start waits, and so would the test, for its whole time.
  await expect
    .poll(() => readiness(), READY)
    .toMatchObject({
      ready: true,
      checks: { database: null, runtime: null, image: null, isolation: null },
    })
  const dataset = await uploadDigits(relay.url, 6)
  const trained = await run(`/models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
    parameters: { epochs: 1, img_width: 28, img_height: 28, batch_size: 8 },
    description: 'under gVisor',
  })
  expect(trained).toMatchObject({ state: 'succeeded', runtime: 'runsc' })
  const compiled = await run(`/compiled_models/models/${trained.model_id}`)
  expect(compiled).toMatchObject({ state: 'succeeded', runtime: 'runsc' })
  expect(compiled.artifacts.map(({ name }) => name)).toContain('target_model.cc')
})
