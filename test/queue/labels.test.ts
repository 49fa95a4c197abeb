import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../../src/config.ts'
import { runView } from '../../src/contract/run.ts'
import { createQueue } from '../../src/queue/create-queue.ts'
import { announceWorker } from '../../src/store/workers.ts'
import { uploadNoise } from '../faults/support/submit-runs.ts'
import { type TestDatabase, useTestDatabase } from '../support/create-test-database.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { useApp } from '../support/start-app.ts'

const useWorker = async (db: TestDatabase, labels: string[]) => {
  const queue = createQueue({ pool: db.queue, runTimeoutSeconds: 60, labels, logger: silentLogger })
  await queue.start()
  onTestFinished(() => queue.stop())
  const took: string[] = []
  const work = () =>
    queue.work(1, async (id) => {
      took.push(id)
    })
  return { queue, took, work }
}

const soon = { timeout: 30_000 }

it('a run goes to a worker that has its labels, and holds up nobody else', async () => {
  const db = await useTestDatabase()
  const [plain, gpu] = [await useWorker(db, []), await useWorker(db, ['gpu', 'site=lab'])]
  const enqueue = (labels: string[], priority: number) => {
    const id = randomUUID()
    return db.knex.transaction((trx) => plain.queue.enqueue(trx, id, priority, labels)).then(() => id)
  }
  const elsewhere = await enqueue(['gpu', 'site=office'], 9)
  const labelled = [await enqueue(['gpu'], 8), await enqueue(['gpu', 'site=lab'], 7)]
  const free = await enqueue([], 1)
  await plain.work()
  await expect.poll(() => plain.took, soon).toEqual([free])
  await gpu.work()
  await expect.poll(() => gpu.took, soon).toEqual(labelled)
  // What it was handed back it can still have, from a worker that comes later.
  expect(await plain.queue.holds(elsewhere)).toBe(true)
  const office = await useWorker(db, ['gpu', 'site=office', 'x'])
  await office.work()
  await expect.poll(() => office.took, soon).toEqual([elsewhere])
  const last = await enqueue(['gpu'], 1)
  await expect.poll(() => [...gpu.took, ...office.took], soon).toContain(last)
  expect(plain.took).toEqual([free])
}, 90_000)

it('nothing is taken after a drain, what is under way goes on, and places open again', async () => {
  const db = await useTestDatabase()
  const { queue } = await useWorker(db, [])
  const gate = Promise.withResolvers<void>()
  const began: string[] = []
  const ended: string[] = []
  const execute = async (id: string) => {
    began.push(id)
    await gate.promise
    ended.push(id)
  }
  const enqueue = async () => {
    const id = randomUUID()
    await db.knex.transaction((trx) => queue.enqueue(trx, id, 0))
    return id
  }
  const first = await enqueue()
  await queue.work(1, execute)
  await expect.poll(() => began, soon).toEqual([first])
  await queue.drain()
  const second = await enqueue()
  await sleep(1500)
  gate.resolve()
  await expect.poll(() => ended, soon).toEqual([first])
  expect(began).toEqual([first])
  await queue.work(1, execute)
  await expect.poll(() => ended, soon).toEqual([first, second])
}, 90_000)

it('a run says what it waits for, and one that nobody can execute is refused', async () => {
  const { url, db } = await useApp()
  const dataset = await uploadNoise(url)
  const submit = async (labels: string) => {
    const answer = await fetch(`${url}/models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Prefer: 'respond-async', 'Run-Labels': labels },
      body: JSON.stringify({
        parameters: { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 },
        description: '',
      }),
    })
    return { status: answer.status, json: await answer.json() }
  }
  const refused = await submit('gpu, site=lab')
  expect(refused.status).toBe(422)
  expect(JSON.stringify(refused.json)).toContain('No worker has the labels gpu, site=lab.')
  expect(JSON.stringify(refused.json)).toContain('Workers have no labels.')
  expect(await submit('GPU!')).toMatchObject({ status: 422 })

  const { WORKER_LABELS } = { WORKER_LABELS: 'site=lab,gpu,gpu' }
  const { labels } = readConfig({ WORKER_LABELS }).worker
  expect(labels).toEqual(['gpu', 'site=lab'])
  const worker = {
    id: randomUUID(),
    name: 'lab',
    runtime: 'runc',
    labels,
    image: 'x',
    slots: 1,
    memoryBytes: 1,
    cpus: 1,
    lacks: null,
  }
  await announceWorker(db.knex, worker)
  expect(JSON.stringify((await submit('tpu')).json)).toContain('Workers have gpu, site=lab.')
  const { status, json } = await submit('gpu')
  expect(status).toBe(202)
  const { run_id } = z.object({ run_id: z.uuid() }).parse(json)
  const read = async () => runView.parse(await (await fetch(`${url}/runs/${run_id}`)).json())
  expect(await read()).toMatchObject({ labels: ['gpu'], waiting_for: null })
  await announceWorker(db.knex, { ...worker, lacks: 'its image' })
  expect(await read()).toMatchObject({ waiting_for: 'No worker that is ready has the labels gpu.' })
  const listed = await (await fetch(`${url}/workers`)).json()
  expect(listed).toMatchObject([{ name: 'lab', labels: ['gpu', 'site=lab'] }])
}, 60_000)
