import { setTimeout as sleep } from 'node:timers/promises'
import Docker from 'dockerode'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { spawnRelay } from '../../scripts/spawn-relay.ts'
import { cancelRun } from '../../src/store/runs/lifecycle.ts'
import { findRun } from '../../src/store/runs/queries.ts'
import { createTestDatabase, type TestDatabase } from '../support/create-test-database.ts'
import { ensureFaultImage } from './support/fault-image.ts'
import { submitRun, uploadNoise } from './support/submit-runs.ts'

let db: TestDatabase
let image: string
beforeAll(async () => {
  db = await createTestDatabase()
  image = await ensureFaultImage()
})
afterAll(() => db.drop())

const start = (INSTANCE: string, env: Record<string, string> = {}) =>
  spawnRelay({
    DATABASE_URL: db.url,
    TENSORFLOW_IMAGE: image,
    DOCKER_RUNTIME: 'runc',
    RUN_MEMORY_MIB: '256',
    INSTANCE,
    ...env,
  })
const hasEpoch = async (id: string) => {
  const { rows } = await db.knex.raw("select 1 from run_events where run_id = ? and type = 'epoch'", [id])
  return rows.length > 0
}
/** Starts a long run and kills its relay in the middle of it. */
const strand = async (instance: string, env: Record<string, string> = {}) => {
  const relay = await start(instance, env)
  const id = await submitRun(relay.url, await uploadNoise(relay.url), 60)
  while (!(await hasEpoch(id))) await sleep(50)
  await relay.end('SIGKILL')
  return id
}
const outcome = async (id: string) => {
  for (;;) {
    const run = await findRun(db.knex, id)
    if (run?.finished_at) return run
    await sleep(100)
  }
}
const left = (id: string) =>
  new Docker().listContainers({ all: true, filters: { label: [`tinymlaas.run=${id}`] } })

it('ends a run at its deadline, although no relay was there when it passed', async () => {
  const instance = `down-${process.pid}-a`
  const env = { RUN_TIMEOUT_SECONDS: '4' }
  const id = await strand(instance, env)
  await sleep(4000)
  const relay = await start(instance, env)
  expect(await outcome(id)).toMatchObject({ state: 'failed', reason: 'timeout' })
  expect(await relay.end('SIGTERM')).toBe(0)
  expect(await left(id)).toEqual([])
}, 90_000)

it('ends a run that was cancelled while no relay was there', async () => {
  const instance = `down-${process.pid}-b`
  const id = await strand(instance)
  await cancelRun(db.knex, id)
  const relay = await start(instance)
  expect(await outcome(id)).toMatchObject({ state: 'cancelled', reason: 'cancelled' })
  expect(await relay.end('SIGTERM')).toBe(0)
  expect(await left(id)).toEqual([])
}, 90_000)

/** Moves the clock of a process by hours; its timers go on as before. */
const skewed = (hours: number) => ({
  NODE_OPTIONS: `--import=${new URL('./support/skew-clock.ts', import.meta.url).href}`,
  SKEW_MS: String(hours * 3_600_000),
})

it.each([{ hours: 5 }, { hours: -5 }])(
  'hands runs between relays whose clocks differ by $hours hours',
  async ({ hours }) => {
    const wrong = await start(`skew-${process.pid}`, skewed(hours))
    const dataset = await uploadNoise(wrong.url)
    const first = await submitRun(wrong.url, dataset, 1)
    expect(await outcome(first)).toMatchObject({ state: 'succeeded', attempts: 1 })
    // Nothing young was swept away, and nothing was thought to be late.
    const second = await submitRun(wrong.url, dataset, 70)
    while (!(await hasEpoch(second))) await sleep(50)
    await wrong.end('SIGKILL')
    const right = await start(`skew-${process.pid}`, hours > 0 ? skewed(hours) : {})
    expect(await outcome(second)).toMatchObject({ state: 'succeeded', attempts: 2 })
    const { rows } = await db.knex.raw(
      `select bool_and(at between now() - interval '5 minutes' and now()) as sane,
            (select count(*)::int from blob_leases where until not between now() and now() + interval '3 hours') as leases
     from run_events where run_id in (?, ?)`,
      [first, second],
    )
    expect(rows[0]).toEqual({ sane: true, leases: 0 })
    expect(await right.end('SIGTERM')).toBe(0)
  },
  120_000,
)
