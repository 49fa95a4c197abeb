import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { spawnRelay } from '../../scripts/spawn-relay.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { openConnection } from './open-connection.ts'

const EVENTS = 20_000

let app: RunningApp
let finished: string
beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY: '1', MAX_EVENT_STREAMS: '120', CLIENT_SHARE: '0.5' } })
  finished = await insertRun('succeeded', EVENTS)
})
afterAll(() => app.stop())

const insertRun = async (state: string, events: number): Promise<string> => {
  const isOver = state === 'succeeded'
  const { rows } = await app.db.knex.raw(
    `insert into runs (kind, state, finished_at, claim, request, last_seq)
     values ('train', ?, case when ? then now() end, gen_random_uuid(), '{"parameters": {}}', ?) returning id`,
    [state, isOver, events],
  )
  await app.db.knex.raw(
    `insert into run_events (run_id, seq, type, data)
     select ?, n, 'log', jsonb_build_object('message', 'line ' || n || repeat('.', 500)) from generate_series(1, ?::int) n`,
    [rows[0].id, events],
  )
  return rows[0].id
}
const addEvent = (id: string) =>
  app.db.knex.raw(
    `with run as (update runs set last_seq = last_seq + 1 where id = ? returning id, last_seq)
     insert into run_events (run_id, seq, type, data) select id, last_seq, 'log', '{}' from run`,
    [id],
  )
const follow = async (id: string, address: string, last = 0) => {
  const open = await openConnection(app.url)
  onTestFinished(() => void open.close())
  open.send(
    `GET /runs/${id}/events HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: ${address}\r\nLast-Event-ID: ${last}\r\n\r\n`,
  )
  return open
}
const ids = (text: string) => [...text.matchAll(/^id: ?(\d+)$/gm)].map(([, number]) => Number(number))
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, n) => n + first)
/** How often the database was asked for events while `work` was done. */
const countLooks = async (work: () => Promise<unknown>) => {
  let looks = 0
  const count = ({ sql }: { sql: string }) => {
    if (sql.includes('from run_events') || sql.includes('join run_events')) looks += 1
  }
  app.db.knex.on('query', count)
  await work()
  app.db.knex.removeListener('query', count)
  return looks
}

it('replays all events, from wherever a reader left off', async () => {
  for (const last of [0, 1, 199, 200, 201, EVENTS - 1, EVENTS]) {
    const reply = await app.ask(`GET /runs/${finished}/events`, { headers: { 'Last-Event-ID': `${last}` } })
    expect(ids(reply.text)).toEqual(upTo(EVENTS, last + 1))
  }
})

it('goes on for others while readers take nothing, and lets one client have so many', async () => {
  const lag = monitorEventLoopDelay({ resolution: 10 })
  lag.enable()
  for (let n = 0; n < 60; n++) (await follow(finished, '192.0.2.1')).stall()
  await sleep(2000)
  lag.disable()
  const tooMany = await app.ask(`GET /runs/${finished}/events`, {
    headers: { 'X-Forwarded-For': '192.0.2.1' },
    undocumented: true,
  })
  expect(tooMany).toMatchObject({ status: 503, json: { code: 'too-busy' } })
  const other = await app.ask(`GET /runs/${finished}/events`, { headers: { 'X-Forwarded-For': '192.0.2.2' } })
  expect(ids(other.text)).toHaveLength(EVENTS)
  expect(lag.max / 1e6).toBeLessThan(1000)
})

it('asks the database once, however many readers there are', async () => {
  const id = await insertRun('running', 0)
  const readers = await Promise.all(Array.from({ length: 50 }, () => follow(id, '192.0.2.3')))
  await sleep(1000)
  const looks = await countLooks(async () => {
    await addEvent(id)
    await expect.poll(() => readers.every((reader) => ids(reader.received()).length === 1)).toBe(true)
  })
  // The insert itself, and one or two looks.
  expect(looks).toBeLessThan(6)
})

it('loses nothing and repeats nothing while events come in and pages fill', async () => {
  const id = await insertRun('running', 150)
  const readers = await Promise.all([0, 140, 150].map((last) => follow(id, '192.0.2.4', last)))
  for (let n = 0; n < 120; n++) await addEvent(id)
  await app.db.knex.raw("update runs set state = 'succeeded', finished_at = now() where id = ?", [id])
  await expect.poll(() => readers.every((reader) => ids(reader.received()).at(-1) === 270)).toBe(true)
  for (const [index, last] of [0, 140, 150].entries())
    expect(ids(readers[index]?.received() ?? '')).toEqual(upTo(270, last + 1))
})

it('is stopped without a defect in the log while readers take nothing', async () => {
  const relay = await spawnRelay({ DATABASE_URL: app.db.url, ROLE: 'api', SHUTDOWN_GRACE_SECONDS: '2' })
  for (let n = 0; n < 3; n++) {
    const open = await openConnection(relay.url)
    onTestFinished(() => void open.close())
    open.stall()
    open.send(`GET /runs/${finished}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`)
  }
  await sleep(1500)
  expect(await relay.end('SIGTERM')).toBe(0)
  expect(relay.log()).toContain('/events')
  expect(relay.log()).not.toContain('"level":"error"')
})
