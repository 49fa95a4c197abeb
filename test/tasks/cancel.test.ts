import { setTimeout as sleep } from 'node:timers/promises'
import Docker from 'dockerode'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunView, runView } from '../../src/contract/run.ts'
import { ensureFaultImage } from '../faults/support/fault-image.ts'
import { submitRun, uploadNoise } from '../faults/support/submit-runs.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'

const docker = new Docker()
let app: RunningApp
let dataset: number
beforeAll(async () => {
  const env = { TENSORFLOW_IMAGE: await ensureFaultImage(), DOCKER_RUNTIME: 'runc', RUN_MEMORY_MIB: '256' }
  app = await startApp({ worker: true, env })
  dataset = await uploadNoise(app.url)
})
afterAll(() => app.stop())

const look = async (id: string): Promise<RunView> => runView.parse((await app.ask(`GET /runs/${id}`)).json)
const cancel = async (id: string) => expect((await app.ask(`POST /runs/${id}/cancel`)).status).toBe(202)
const ended = async (id: string): Promise<RunView> => {
  for (;;) {
    const run = await look(id)
    if (run.finished_at !== null) return run
    await sleep(50)
  }
}
const until = async (condition: () => Promise<boolean>) => {
  while (!(await condition())) await sleep(10)
}
const containersOf = (id: string) =>
  docker.listContainers({ all: true, filters: { label: [`tinymlaas.run=${id}`] } })
const statusOf = async (id: string) => (await containersOf(id))[0]?.State
const hasEpoch = async (id: string) => {
  const { rows } = await app.db.knex.raw("select 1 from run_events where run_id = ? and type = 'epoch'", [id])
  return rows.length > 0
}

/** One end, one event of it, a model exactly when it succeeded, and nothing left on the engine. */
const expectEndedOnce = async (id: string): Promise<RunView> => {
  const run = await ended(id)
  const { rows } = await app.db.knex.raw(
    `select (select count(*)::int from run_events where run_id = r.id and type = 'state'
               and data ->> 'state' in ('succeeded', 'failed', 'cancelled')) as endings,
            (select count(*)::int from model_versions where run_id = r.id) as models,
            (select count(*)::int from artifacts where run_id = r.id) as artifacts
     from runs r where id = ?`,
    [id],
  )
  const won = run.state === 'succeeded'
  expect(rows[0]).toEqual({ endings: 1, models: won ? 1 : 0, artifacts: won ? 3 : 0 })
  await expect.poll(() => containersOf(id), { timeout: 30_000 }).toEqual([])
  return run
}

it('cancels a run that waits at once, and it never starts', async () => {
  const first = await submitRun(app.url, dataset, 6)
  const waiting = await submitRun(app.url, dataset, 1)
  await cancel(waiting)
  expect(await look(waiting)).toMatchObject({ state: 'cancelled', reason: 'cancelled', attempts: 0 })
  await ended(first)
  await sleep(1500)
  expect(await expectEndedOnce(waiting)).toMatchObject({ state: 'cancelled', attempts: 0 })
})

it('cancels a run whose inputs are under way', async () => {
  const id = await submitRun(app.url, dataset, 10)
  await until(async () => (await statusOf(id)) === 'running')
  await cancel(id)
  expect(await expectEndedOnce(id)).toMatchObject({ state: 'cancelled', reason: 'cancelled' })
})

it('cancels a run in the middle', async () => {
  const id = await submitRun(app.url, dataset, 30)
  await until(() => hasEpoch(id))
  await cancel(id)
  await cancel(id)
  const run = await expectEndedOnce(id)
  expect(run).toMatchObject({ state: 'cancelled', reason: 'cancelled', attempts: 1 })
  expect(run.cancel_requested_at).not.toBeNull()
})

it('lets the end win over a cancel that comes while the artifacts are collected', async () => {
  const id = await submitRun(app.url, dataset, 1)
  await until(async () => (await statusOf(id)) === 'exited')
  await cancel(id)
  expect(['succeeded', 'cancelled']).toContain((await expectEndedOnce(id)).state)
})

it('leaves a run as it is that has ended', async () => {
  const id = await submitRun(app.url, dataset, 1)
  const before = await ended(id)
  await cancel(id)
  expect(await expectEndedOnce(id)).toEqual(before)
})

it('ends once, however close cancel and end are', async () => {
  // Which of the two it is depends on the machine's pace; that it is one, and that everything is gone, does not.
  for (let time = 0; time < 8; time++) {
    const id = await submitRun(app.url, dataset, 1)
    await until(() => hasEpoch(id))
    await sleep(time * 25)
    await cancel(id)
    expect(['succeeded', 'cancelled']).toContain((await expectEndedOnce(id)).state)
  }
}, 120_000)
