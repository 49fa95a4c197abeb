import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type SpawnedRelay, spawnRelay } from '../../scripts/spawn-relay.ts'
import { isFinal, runView } from '../../src/contract/run.ts'
import { createTestDatabase, type TestDatabase } from '../support/create-test-database.ts'
import { uploadDigits } from '../support/upload-digits.ts'

let db: TestDatabase
let relay: SpawnedRelay
beforeAll(async () => {
  db = await createTestDatabase()
  const runtime = { DOCKER_RUNTIME: 'runsc', DOCKER_RUNTIME_POLICY: 'require' }
  relay = await spawnRelay({ DATABASE_URL: db.url, INSTANCE: `gvisor-${process.pid}`, ...runtime })
})
afterAll(async () => {
  await relay.end('SIGTERM')
  await db.drop()
})

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

it('trains and compiles with TensorFlow under gVisor', async () => {
  const dataset = await uploadDigits(relay.url, 6)
  const trained = await run(`/models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
    parameters: { epochs: 1, img_width: 28, img_height: 28, batch_size: 8 },
    description: 'under gVisor',
  })
  expect(trained).toMatchObject({ state: 'succeeded', runtime: 'runsc' })
  const compiled = await run(`/compiled_models/models/${trained.model_id}`)
  expect(compiled).toMatchObject({ state: 'succeeded', runtime: 'runsc' })
  expect(compiled.artifacts.map(({ name }) => name)).toContain('target_model.cc')
}, 300_000)
