import { readdir, readFile, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { spawnRelay } from '../scripts/spawn-relay.ts'
import { multipart } from '../test/support/multipart.ts'
import { makePicture } from '../test/support/pictures.ts'
import { startBenchDatabase } from './support/bench-database.ts'
import { ensureIdleImage } from './support/idle-image.ts'
import { compareQueues, turnoverOf } from './support/queue/compare-queues.ts'

/*
 * A real queue beside the simulated one: `npm run bench:queue` sends jobs that do nothing to two workers at random moments, and
 * prints waits and utilisation of both. The simulation knows how many there were, their mean and spread, how alike
 * neighbours were, and how long a place is taken after a run; of the waits it knows nothing.
 */

const HELP = `usage: node bench/real-queue.ts [--jobs N] [--workers N] [--load SHARE] [--image NAME] [--keep FILE]

  --jobs N        jobs that are sent (default 1000)
  --workers N     workers, each with one place (default 2)
  --load SHARE    how much of the places' time they are to fill (default 0.75)
  --image NAME    image of the jobs (default: one that does nothing, made here)
  --keep FILE     when each run was asked for, started and ended, as JSON`

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '1000' },
    workers: { type: 'string', default: '2' },
    load: { type: 'string', default: '0.75' },
    image: { type: 'string' },
    keep: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(HELP)
  process.exit()
}
const [jobs, workers, load] = [Number(values.jobs), Number(values.workers), Number(values.load)]
if (!(jobs >= 1 && jobs <= 100_000 && workers >= 1 && workers <= 50 && load > 0 && load < 1)) {
  console.error(HELP)
  process.exit(2)
}
/** Before arrivals are planned it is measured what a job takes. */
const TRIALS = 10 * workers
const TICKS = 100
const created = z.object({ id: z.int() })
const accepted = z.object({ run_id: z.string() })
const spanRow = z.object({
  asked: z.number(),
  start: z.number(),
  end: z.number(),
  attempts: z.number(),
  worker: z.string(),
})

/** Seconds of the processor that a process and those that it started have used. */
const cpuOf = async (pid: number): Promise<number> => {
  const stats = await Promise.all(
    (await readdir('/proc'))
      .filter((name) => /^\d+$/.test(name))
      .map((name) => readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')),
  )
  const processes = stats.flatMap((stat) => {
    // The name may have blanks.
    const [, own, rest] = /^(\d+) \(.*\) (.*)$/.exec(stat.trim()) ?? []
    const fields = rest?.split(' ') ?? []
    return own
      ? [
          {
            pid: Number(own),
            parent: Number(fields[1]),
            ticks: Number(fields[11]) + Number(fields[12]),
            ended: Number(fields[13]) + Number(fields[14]),
          },
        ]
      : []
  })
  return (
    processes.reduce(
      (sum, one) => sum + (one.pid === pid ? one.ticks + one.ended : one.parent === pid ? one.ticks : 0),
      0,
    ) / TICKS
  )
}

await using made = new AsyncDisposableStack()
const image = values.image ?? (await ensureIdleImage())
const database = await startBenchDatabase()
made.defer(() => database.stop())
const [server] = (await database.db.raw('select pg_backend_pid() as pid')).rows
const postmaster = Number(/^PPid:\s+(\d+)$/m.exec(await readFile(`/proc/${server.pid}/status`, 'utf8'))?.[1])
const environment = {
  DATABASE_URL: database.url,
  LOG_LEVEL: 'error',
  TENSORFLOW_IMAGE: image,
  DOCKER_RUNTIME: 'runc',
  INSTANCE: `bench-${process.pid}`,
  RUN_MEMORY_MIB: '256',
  RUN_CPUS: '1',
  MAX_UNFINISHED_RUNS: '100000',
  CLIENT_SHARE: '1',
  RATE_LIMIT_PER_MINUTE: '0',
}
const relay = await spawnRelay({ ...environment, ROLE: 'api' })
made.defer(() => relay.end('SIGTERM').then(() => undefined))
const team = await Promise.all(
  Array.from({ length: workers }, (_, n) =>
    spawnRelay({ ...environment, ROLE: 'worker', WORKER_NAME: `worker-${n}` }),
  ),
)
for (const worker of team) made.defer(() => worker.end('SIGTERM').then(() => undefined))

const post = async (path: string, headers: Record<string, string>, body?: string | Buffer) => {
  const answer = await fetch(`${relay.url}${path}`, {
    method: 'POST',
    headers,
    ...(body ? { body: new Uint8Array(Buffer.from(body)) } : {}),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}
const dataset = created.parse(await post('/datasets/?dataset_name=queue&dataset_desc=', {})).id
const pictures = multipart(['a/1.png', 'b/1.png'].map((name, n) => ({ name, data: makePicture(n) })))
await post(`/datasets/${dataset}/`, pictures.headers ?? {}, pictures.body)
const submit = async () => {
  const body = JSON.stringify({
    parameters: { epochs: 1, img_width: 16, img_height: 16, batch_size: 2 },
    description: 'queue',
  })
  const headers = { 'Content-Type': 'application/json', Prefer: 'respond-async' }
  return accepted.parse(
    await post(`/models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, headers, body),
  ).run_id
}
const settle = async (ids: string[]) => {
  for (;;) {
    const { rows } = await database.db.raw(
      "select count(*)::int as left from runs where state in ('queued', 'running') and id = any(?)",
      [ids],
    )
    if (rows[0].left === 0) break
    await sleep(500)
  }
  const { rows } = await database.db.raw(
    `select extract(epoch from requested_at)::float8 as asked, extract(epoch from started_at)::float8 as start,
       extract(epoch from finished_at)::float8 as end, attempts, worker from runs where id = any(?) and state = 'succeeded' order by 1`,
    [ids],
  )
  if (rows.length !== ids.length) throw new Error(`${ids.length - rows.length} runs did not succeed.`)
  return z.array(spanRow).parse(rows)
}
const meanOf = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

const trials = await settle(await Promise.all(Array.from({ length: TRIALS }, submit)))
/** All came at once, so each place had the next run as soon as it was free for it. */
const turnover = turnoverOf(trials)
const perSecond = (load * workers) / (meanOf(trials.map(({ start, end }) => end - start)) + turnover)
console.log(
  `a job takes its place for ${((load * workers) / perSecond).toFixed(2)} s, ${turnover.toFixed(2)} s of it after its end; ${jobs} come at ${perSecond.toFixed(2)} a second`,
)

const processes = [
  ['relay', relay.pid],
  ...team.map((worker, n) => [`worker ${n}`, worker.pid] as const),
  ['PostgreSQL', postmaster],
] as const
const before = await Promise.all(processes.map(([, pid]) => cpuOf(pid ?? 0)))
const sending: Promise<string>[] = []
const begin = performance.now()
let due = 0
for (let n = 0; n < jobs; n++) {
  due += (-Math.log(1 - Math.random()) / perSecond) * 1000
  await sleep(Math.max(0, due - (performance.now() - begin)))
  sending.push(submit())
}
const spans = await settle(await Promise.all(sending))
const after = await Promise.all(processes.map(([, pid]) => cpuOf(pid ?? 0)))

if (values.keep) await writeFile(values.keep, JSON.stringify({ workers, spans }))
console.log(`${compareQueues(spans, workers)}\n`)
for (const [n, [name]] of processes.entries())
  console.log(
    `${name}: ${((((after[n] ?? 0) - (before[n] ?? 0)) * 1000) / jobs).toFixed(0)} ms of the processor a job`,
  )
const { rows: sizes } = await database.db.raw('select pg_database_size(current_database())::float8 as bytes')
console.log(
  `database: ${(sizes[0].bytes / (jobs + TRIALS) / 1024).toFixed(0)} KiB a job, its own tables included`,
)
