import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createQueue } from '../../src/queue/create-queue.ts'
import { createEngine } from '../../src/runner/engine/create-engine.ts'
import { labelInstallation } from '../../src/store/installation.ts'
import { createRunFeed } from '../../src/store/runs/feed.ts'
import { insertRun } from '../../src/store/runs/lifecycle.ts'
import { listLeftovers } from '../../src/worker/reap-leftovers.ts'
import { startWorker } from '../../src/worker/start-worker.ts'
import { tidyUp } from '../../src/worker/tidy-up.ts'
import { runCli } from '../cli/run-cli.ts'
import { ensureFixtureImage, FIXTURE_IMAGE } from '../runner/support/fixture-image.ts'
import { useTestDatabase } from '../support/create-test-database.ts'
import { silentLogger } from '../support/silent-logger.ts'

const useWorld = async (name?: string) => {
  await ensureFixtureImage()
  const db = await useTestDatabase()
  const config = readConfig({ INSTANCE: name ?? db.name })
  const instance = await labelInstallation(db.knex, config.docker.instance)
  const engine = createEngine({ host: config.docker.host })
  const queue = createQueue({ pool: db.queue, runTimeoutSeconds: 60, logger: silentLogger })
  await queue.start()
  onTestFinished(() => queue.stop())
  const feed = createRunFeed(db.url, silentLogger)
  const deps = {
    db,
    feed,
    engine,
    config,
    instance,
    logger: silentLogger,
    ownBoards: [],
    admit: () => Promise.reject(new Error('no run here')),
  }
  return { db, engine, instance, queue, deps, tidy: () => tidyUp(deps, queue, 0) }
}
type World = Awaited<ReturnType<typeof useWorld>>

const leaveContainer = ({ engine, instance: own }: World, runId: string, instance = own) =>
  engine.createContainer({
    name: `tinymlaas-${runId}-1`,
    Image: FIXTURE_IMAGE,
    Labels: { 'tinymlaas.run': runId, 'tinymlaas.attempt': '1', 'tinymlaas.instance': instance },
  })
const submit = ({ db }: World) =>
  insertRun(db.knex, {
    kind: 'train',
    datasetId: null,
    modelId: null,
    request: { parameters: {}, description: '', classes: [], model_version: null },
    idempotency: null,
  })

it('removes what runs have left that have ended, are unknown or never were runs, and nothing else', async () => {
  const world = await useWorld()
  const unfinished = await submit(world)
  const ended = await submit(world)
  await world.db.knex.raw(
    "update runs set state = 'cancelled', reason = 'cancelled', finished_at = now() where id = ?",
    [ended],
  )
  // A relay that died while it probed the engine leaves its probe.
  for (const id of [unfinished, ended, randomUUID(), `probe-${randomUUID()}`]) await leaveContainer(world, id)
  const env = { DATABASE_URL: world.db.url, INSTANCE: world.db.name }
  const young = await runCli(['reap', '--dry-run'], env)
  expect(young).toMatchObject({ code: 0, out: '', err: '0 attempts have left something.\n' })
  const leftovers: string[] = []
  for await (const { runId } of listLeftovers(world.deps, 0)) leftovers.push(runId)
  expect(leftovers).not.toContain(unfinished)
  expect(leftovers).toHaveLength(3)
  await world.tidy()
  const left = await world.engine.listContainers([`tinymlaas.instance=${world.instance}`])
  expect(left.map(({ labels }) => labels['tinymlaas.run'])).toEqual([unfinished])
  await world.engine.removeContainer(`tinymlaas-${unfinished}-1`)
})

it('leaves another installation of the same name on the same engine alone', async () => {
  const name = `twin-${process.pid}`
  const [one, other] = [await useWorld(name), await useWorld(name)]
  const id = await submit(one)
  await leaveContainer(one, id)
  await other.tidy()
  const label = [`tinymlaas.run=${id}`]
  expect(await one.engine.listContainers(label)).toHaveLength(1)
  await one.db.knex.raw('delete from runs')
  await one.tidy()
  expect(await one.engine.listContainers(label)).toEqual([])
})

it('removes under its mere name, as earlier versions labelled theirs, only what it knows to have ended', async () => {
  const world = await useWorld()
  const [unfinished, ended, foreign] = [await submit(world), await submit(world), randomUUID()]
  await world.db.knex.raw(
    "update runs set state = 'cancelled', reason = 'cancelled', finished_at = now() where id = ?",
    [ended],
  )
  const name = world.db.name
  for (const id of [unfinished, ended, foreign, `probe-${randomUUID()}`])
    await leaveContainer(world, id, name)
  await world.tidy()
  const left = await world.engine.listContainers([`tinymlaas.instance=${name}`])
  expect(left.map(({ labels }) => labels['tinymlaas.run']).sort()).toEqual([unfinished, foreign].sort())
  for (const id of [unfinished, foreign]) await world.engine.removeContainer(`tinymlaas-${id}-1`)
})

it('queues a run again that the queue has lost, once it is old enough, and once', async () => {
  const world = await useWorld()
  const id = await submit(world)
  await world.tidy()
  expect(await world.queue.holds(id)).toBe(false)
  await world.db.knex.raw("update runs set requested_at = now() - interval '1 hour' where id = ?", [id])
  await Promise.all([world.tidy(), world.tidy()])
  expect(await world.queue.holds(id)).toBe(true)
  const { rows } = await world.db.knex.raw('select count(*)::int as n from pgboss.job')
  expect(rows[0].n).toBe(1)
})

it('removes blobs that nothing refers to once their lease is over', async () => {
  const world = await useWorld()
  await world.db.knex.raw(
    `with blob as (insert into blobs (sha256, bytes, state) values
       (null, null, 'writing'), (null, null, 'writing'), (sha256('a'), 1, 'ready'), (sha256('b'), 1, 'ready') returning id)
     insert into blob_leases (holder, blob_id, until)
     select gen_random_uuid(), id, now() + (case row_number() over () % 2 when 0 then -1 else 60 end) * interval '1 second'
     from blob`,
  )
  await world.tidy()
  const { rows } = await world.db.knex.raw(
    'select until > now() as live from blobs b left join blob_leases l on l.blob_id = b.id',
  )
  expect(rows).toEqual([{ live: true }, { live: true }])
})

it('begins no sweep while the one before it is under way, however long that takes', async () => {
  const { db, deps, queue } = await useWorld()
  const worker = await startWorker({ deps, queue, concurrency: 1, tidyMs: 20, logger: silentLogger })
  onTestFinished(() => worker.stop(0))
  const gate = await db.knex.transaction()
  onTestFinished(async () => void (gate.isCompleted() || (await gate.rollback())))
  await gate.raw('lock table released_blobs in access exclusive mode')
  const waiting = async () => {
    const { rows } = await db.knex.raw(
      "select 1 from pg_locks where relation = 'released_blobs'::regclass and not granted",
    )
    return rows.length
  }
  await expect.poll(waiting, { timeout: 30_000 }).toBe(1)
  await sleep(1000)
  expect(await waiting()).toBe(1)
  await gate.commit()
})
