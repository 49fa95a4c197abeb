import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createMetrics } from '../../src/metrics/create-metrics.ts'
import { type TestDatabase, useTestDatabase } from '../support/create-test-database.ts'
import { multipart } from '../support/multipart.ts'
import { useSmallDisk } from '../support/small-disk.ts'
import { useApp } from '../support/start-app.ts'

const series = (text: string, name: string) =>
  text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
const figureOf = (text: string, start: string) => {
  const line = text.split('\n').find((one) => one.startsWith(`${start} `))
  return line === undefined ? undefined : Number(line.split(' ').at(-1))
}
const createProcess = (db: TestDatabase) => createMetrics({ db, version: '1.2.3', role: 'api' })

it('what the database holds is told by one of two processes, and by the other when that one stops or is gone', async () => {
  const db = await useTestDatabase()
  await db.knex.raw(
    `insert into runs (kind, request, requested_at) values ('train', '{}', now() - interval '100 seconds'), ('train', '{}', now()), ('compile', '{}', now())`,
  )
  const [one, other] = [createProcess(db), createProcess(db)]
  const first = await one.scrape()
  expect(figureOf(first, 'tinymlaas_runs{kind="train",state="queued"}')).toBe(2)
  expect(figureOf(first, 'tinymlaas_runs{kind="predict",state="failed"}')).toBe(0)
  expect(figureOf(first, 'tinymlaas_queue_oldest_seconds{kind="train"}')).toBeGreaterThanOrEqual(100)
  expect(figureOf(first, 'tinymlaas_queue_oldest_seconds{kind="predict"}')).toBe(0)
  expect(figureOf(first, 'tinymlaas_workers{state="ready"}')).toBe(0)
  expect(figureOf(first, 'tinymlaas_database_bytes{what="all"}')).toBeGreaterThan(1_000_000)

  const isTelling = async (process: typeof one) => {
    const text = await process.scrape()
    const names = [
      'runs',
      'queue_oldest_seconds',
      'workers',
      'worker_slots',
      'database_bytes',
      'database_report_age_seconds',
    ]
    const counts = names.map((name) => series(text, `tinymlaas_${name}`).length)
    expect(new Set(counts.map((count) => count > 0)).size).toBe(1)
    expect(figureOf(text, 'tinymlaas_database_up')).toBe(1)
    expect(figureOf(text, 'tinymlaas_database_reporter')).toBe(counts[0] ? 1 : 0)
    return counts[0] !== 0
  }
  expect([await isTelling(one), await isTelling(other), await isTelling(one)]).toEqual([true, false, true])
  await one.leave()
  expect([await isTelling(other), await isTelling(one)]).toEqual([true, false])
  // As if nobody had asked the other for a while.
  await db.knex.raw("update monitoring_lease set until = now() - interval '1 second'")
  expect([await isTelling(one), await isTelling(other)]).toEqual([true, false])
})

it('tells how full the disks are that it sees, and nothing of others', async () => {
  const metrics = createProcess(await useTestDatabase())
  const disk = await useSmallDisk()
  const asked: string[] = []
  metrics.watchDisks({
    database: async () => disk,
    engine: async () => {
      asked.push('engine')
      if (asked.length === 1) throw new Error('The engine does not answer.')
      return asked.length === 2 ? disk : null
    },
  })
  const free = (text: string, name: string) => figureOf(text, `tinymlaas_disk_free_bytes{disk="${name}"}`)
  const first = await metrics.scrape()
  expect(figureOf(first, 'tinymlaas_disk_bytes{disk="database"}')).toBe(1024 * 1024)
  expect(free(first, 'database')).toBe(1024 * 1024)
  expect(series(first, 'tinymlaas_disk_free_bytes')).toHaveLength(1)
  await writeFile(join(disk, 'full'), Buffer.alloc(1_000_000))
  const second = await metrics.scrape()
  expect(free(second, 'database')).toBeLessThan(50_000)
  // An engine that is back is asked once more, and not at every scrape.
  expect(free(second, 'engine')).toBe(free(second, 'database'))
  expect(free(await metrics.scrape(), 'engine')).toBeLessThan(50_000)
  expect(asked).toHaveLength(2)
})

it('a disk that nobody sees, or that cannot be asked in time, has no measurement and holds up no scrape', async () => {
  const metrics = createProcess(await useTestDatabase())
  metrics.watchDisks({ database: async () => null, engine: () => new Promise(() => undefined) })
  const text = await metrics.scrape()
  expect(series(text, 'tinymlaas_disk_free_bytes')).toEqual([])
  expect(text).toContain('tinymlaas_build_info')
})

it('tells how the pools of connections are used, and how long was waited', async () => {
  const db = await useTestDatabase()
  const metrics = createProcess(db)
  const { max } = db.pools.find(({ name }) => name === 'slow') ?? { max: 0 }
  const asked = Array.from({ length: max + 1 }, () => db.slow.raw('select pg_sleep(0.6)').then())
  await expect
    .poll(async () => figureOf(await metrics.scrape(), 'tinymlaas_database_pool_waiting{pool="slow"}'), {
      timeout: 30_000,
      interval: 20,
    })
    .toBe(1)
  await Promise.all(asked)
  const text = await metrics.scrape()
  expect(figureOf(text, 'tinymlaas_database_pool_wait_seconds_count{pool="slow"}')).toBe(max + 1)
  expect(figureOf(text, 'tinymlaas_database_pool_wait_seconds_sum{pool="slow"}')).toBeGreaterThan(0.3)
  expect(figureOf(text, 'tinymlaas_database_pool_connections{pool="streams",state="used"}')).toBe(0)
  expect(figureOf(text, 'tinymlaas_database_pool_limit{pool="queue"}')).toBe(4)
})

it('counts requests by route, their bytes, and places that were not to be had', async () => {
  const app = await useApp({ env: { MAX_UPLOADS: '1', CLIENT_SHARE: '1' } })
  await app.ask('GET /runs')
  const sent = multipart([{ name: 'a.zip', data: Buffer.alloc(300_000) }])
  await app.ask('POST /datasets/?dataset_name=a&dataset_desc=')
  expect((await app.ask('POST /datasets/1/', sent)).status).toBe(422)
  const scrape = async () => (await app.ask('GET /metrics')).text
  // A request is counted when its answer has ended, which its client may hear of first.
  await expect
    .poll(async () => figureOf(await scrape(), 'tinymlaas_http_bytes_total{direction="in"}'))
    .toBeGreaterThan(300_000)
  const text = await scrape()
  expect(
    figureOf(text, 'tinymlaas_http_request_duration_seconds_count{method="GET",route="/runs",status="200"}'),
  ).toBe(1)
  expect(figureOf(text, 'tinymlaas_http_bytes_total{direction="out"}')).toBeGreaterThan(100)
  expect(figureOf(text, 'tinymlaas_places_limit{kind="uploads"}')).toBe(1)
  expect(figureOf(text, 'tinymlaas_places_in_use{kind="uploads"}')).toBe(0)
  expect(figureOf(text, 'tinymlaas_http_requests_in_flight')).toBe(1)
  expect(figureOf(text, 'tinymlaas_build_info{version="0.1.0",role="all"}')).toBe(1)
})
