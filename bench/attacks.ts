import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import knex from 'knex'
import { spawnRelay } from '../scripts/spawn-relay.ts'
import { multipart } from '../test/support/multipart.ts'
import { makePicture } from '../test/support/pictures.ts'
import { startBenchDatabase } from './support/bench-database.ts'
import { containRelay } from './support/contain-relay.ts'
import { attacks, type Target } from './support/load/attackers.ts'
import { crowds } from './support/load/crowds.ts'
import { ask, beHonest } from './support/load/honest-users.ts'

const HELP = `What honest users get while somebody attacks a relay of its own, on the loopback address only.

  node bench/attacks.ts [--seconds 20]

One attack after the other, each for so many seconds; then crowds that do nothing wrong.
  RELAY_IMAGE=...                    its relay is attacked, in a container of 512 MiB and 128 processes
  RELAY_URL=... DATABASE_URL=...     a relay that runs already; it must be one without tokens that holds nothing of value
`
const { values: asked } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, help: { type: 'boolean', default: false } },
})
if (asked.help) {
  process.stdout.write(HELP)
  process.exit()
}
const SECONDS = Number(asked.seconds)
/** For a crowd. */
const LONGEST_MS = 600_000
const MIB = 1024 * 1024

const startOwn = async () => {
  const database = await startBenchDatabase()
  const { RELAY_IMAGE: image } = process.env
  if (image) {
    const contained = await containRelay(image, database.url)
    const stop = async () => {
      console.log(`the container at the end: ${contained.stop()}`)
      await database.stop()
    }
    return { url: contained.url, db: database.db, stop }
  }
  const relay = await spawnRelay({ DATABASE_URL: database.url, ROLE: 'api', LOG_LEVEL: 'error' })
  const stop = async () => {
    await relay.end('SIGKILL')
    await database.stop()
  }
  return { url: relay.url, db: database.db, stop }
}
const useGiven = (url: string, connection: string) => {
  const db = knex({ client: 'pg', connection, pool: { min: 0, max: 2 } })
  return { url, db, stop: () => db.destroy() }
}
const { RELAY_URL: given, DATABASE_URL: database } = process.env
const { url, db, stop } = given && database ? useGiven(given, database) : await startOwn()

const upload = async (name: string, data: Buffer) => {
  const { headers = {}, body = '' } = multipart([{ name, data }])
  const status = await ask(`${url}/datasets/1/`, { method: 'POST', headers, body: Buffer.from(body) })
  if (status !== 200) throw new Error(`An upload before the attacks was answered ${status}.`)
}
/** Files 1 and 2, a run of 20,000 events, 550 runs with reports of a megabyte. */
const prepare = async (): Promise<string> => {
  await ask(`${url}/datasets/?dataset_name=a&dataset_desc=`, { method: 'POST' })
  await upload('A/1.png', makePicture(1))
  for (const part of [0, 1, 2])
    await upload(`A/big${part}.png`, Buffer.concat([makePicture(2), Buffer.alloc(20 * MIB, part + 1)]))
  await db.raw(
    `insert into runs (kind, state, finished_at, request, result)
     select 'train', 'succeeded', now(), '{"parameters": {}}',
            jsonb_build_object('matrix', (select jsonb_agg(n % 97) from generate_series(1, 250000) n))
     from generate_series(1, 550)`,
  )
  const { rows } = await db.raw(
    `insert into runs (kind, state, finished_at, request, last_seq)
     values ('train', 'succeeded', now(), '{"parameters": {}}', 20000) returning id`,
  )
  await db.raw(
    `insert into run_events (run_id, seq, type, data)
     select ?, n, 'log', jsonb_build_object('message', repeat('.', 100)) from generate_series(1, 20000) n`,
    [rows[0].id],
  )
  return rows[0].id
}

const eventful = await prepare()

const measure = async () => {
  const answer = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5000) }).catch(() => null)
  const text = (await answer?.text()) ?? ''
  const read = (name: string) => Number(new RegExp(`^tinymlaas_${name} (\\S+)$`, 'm').exec(text)?.[1])
  return { memory: read('process_resident_memory_bytes'), lag: read('nodejs_eventloop_lag_max_seconds') }
}

const run = async (name: string, act: (target: Target) => Promise<string>) => {
  await measure() // What was measured before is read and forgotten.
  const ending = new AbortController()
  const target: Target = {
    url,
    bigFile: '/datasets/1/files/2',
    run: eventful,
    sockets: new Set(),
    ended: ending.signal,
  }
  const most = { memory: 0, lag: 0 }
  const watching = setInterval(async () => {
    const { memory, lag } = await measure()
    most.memory = Math.max(most.memory, memory || 0)
    most.lag = Math.max(most.lag, lag || 0)
  }, 1000)
  const honest = beHonest(url, '/datasets/1/files/1', ending.signal)
  const told = await act(target)
  const held = target.sockets.size
  ending.abort()
  const { p50, p99, asked, failures } = await honest
  clearInterval(watching)
  for (const socket of target.sockets) socket.destroy()
  const failed = failures.values().reduce((sum, count) => sum + count, 0)
  console.log(
    `${name}: honest p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ${failed} of ${asked} failed; relay up to ${(most.memory / MIB).toFixed(0)} MiB, event loop late by up to ${(most.lag * 1000).toFixed(0)} ms; ${held} connections of the attack left`,
  )
  if (told) console.log(`  ${told}`)
  for (const [what, count] of failures) console.log(`  ${count} x ${what}`)
  await sleep(2000)
}

const hold = () => sleep(SECONDS * 1000).then(() => '')
try {
  await run('nothing', hold)
  for (const [name, begin] of Object.entries(attacks)) {
    await run(name, async (target) => {
      await Promise.race([begin(target), hold()])
      return hold()
    })
  }
  for (const [name, gather] of Object.entries(crowds)) {
    const gathering = () =>
      Promise.race([gather({ url, db }), sleep(LONGEST_MS).then(() => 'not done in time')])
    await run(name, gathering)
  }
} finally {
  await stop()
}
