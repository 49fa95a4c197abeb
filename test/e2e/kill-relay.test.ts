import { setTimeout as sleep } from 'node:timers/promises'
import Docker from 'dockerode'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type SpawnedRelay, spawnRelay } from '../../scripts/spawn-relay.ts'
import { runView } from '../../src/contract/run.ts'
import { createTestDatabase, type TestDatabase } from '../support/create-test-database.ts'
import { uploadDigits } from '../support/upload-digits.ts'

const INSTANCE = `kill-${process.pid}`
let db: TestDatabase
let relay: SpawnedRelay
const start = () => spawnRelay({ DATABASE_URL: db.url, INSTANCE, WARM_CONTAINERS: '1' })

beforeAll(async () => {
  db = await createTestDatabase()
  relay = await start()
})
afterAll(async () => {
  await relay.end('SIGTERM')
  await db.drop()
})

const submit = async (epochs: number) => {
  const dataset = await uploadDigits(relay.url, 12)
  const parameters = { epochs, img_width: 28, img_height: 28, batch_size: 8 }
  const answer = await fetch(`${relay.url}/models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Prefer: 'respond-async' },
    body: JSON.stringify({ parameters, description: 'survives' }),
  })
  expect(answer.status).toBe(202)
  return z.object({ location: z.string() }).parse(await answer.json()).location
}
const look = async (location: string) => runView.parse(await (await fetch(`${relay.url}${location}`)).json())
const seen = async (location: string, type: string) => {
  const { rows } = await db.knex.raw('select 1 from run_events where run_id = ? and type = ?', [
    location.split('/')[2] ?? '',
    type,
  ])
  return rows.length > 0
}

it('ends a run once, though the relay was killed in the middle of it', async () => {
  const location = await submit(8)
  while (!(await seen(location, 'epoch'))) await sleep(100)
  await relay.end('SIGKILL')
  relay = await start()
  let run = await look(location)
  for (; run.state === 'queued' || run.state === 'running'; run = await look(location)) await sleep(500)

  expect(run).toMatchObject({ state: 'succeeded', reason: null, attempts: 2 })
  const { rows } = await db.knex.raw(`select (select count(*)::int from models) as models,
    (select count(*)::int from artifacts) as artifacts, (select count(distinct name)::int from artifacts) as names,
    (select count(*)::int from run_events where data ->> 'state' = 'succeeded') as endings`)
  expect(rows[0]).toMatchObject({ models: 1, endings: 1, artifacts: rows[0].names })
  // What was said while no relay listened is told afterwards, and nothing twice.
  const epochs = await db.knex.raw(
    "select (data ->> 'epoch')::int as epoch from run_events where type = 'epoch' order by seq",
  )
  expect(epochs.rows.map(({ epoch }: { epoch: number }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  // The container goes right after the run has ended.
  const left = () =>
    new Docker().listContainers({ all: true, filters: { label: [`tinymlaas.run=${run.id}`] } })
  await expect.poll(left, { timeout: 30_000 }).toEqual([])
}, 180_000)
