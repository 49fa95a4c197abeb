import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { multipart } from '../test/support/multipart.ts'
import { makePicture } from '../test/support/pictures.ts'
import { newDataset, sendPictures } from './support/bytes/send-pictures.ts'
import { ensureJobImage } from './support/job-image.ts'
import { askOnce } from './support/load/ask-once.ts'
import { fillLists } from './support/load/fill-lists.ts'
import { measureRate } from './support/load/measure-rate.ts'
import { followRun, submitTraining } from './support/queue/follow-runs.ts'
import { runBench } from './support/run-bench.ts'
import { useRelay } from './support/use-relay.ts'

const ROWS = 1000
const SECONDS = 3
const JOBS = 4
const JOB_SECONDS = 10
/** Between two requests of a page that somebody watches. */
const EVERY_MS = 20
const PATHS = ['/devices/', '/datasets/', '/models/', '/runs']
/** Requests for each before any is timed, as what a process does for the first time is slow. */
const WARM_UP = 20

/** Keeps a processor busy, and says so ten times a second as a training does of its epochs. */
const busyJob = (seconds: number) => `
end=$(($(date +%s) + ${seconds})); e=0
while [ "$(date +%s)" -lt "$end" ]; do
  e=$((e + 1)); n=0
  while [ "$n" -lt 20000 ]; do n=$((n + 1)); done
  echo '{"type":"epoch","epoch":'$e',"epochs":100000,"loss":0.5,"accuracy":0.5,"val_loss":0.5,"val_accuracy":0.5,"learning_rate":0.1,"seconds":0.1,"eta_seconds":1}'
done`

await runBench({
  about: `Lists that pages poll, with ${ROWS.toLocaleString('en-US')} rows: all of them, unchanged since the last time (304), and how long one waits while ${JOBS} jobs run.`,
  figures: {
    devices: { what: '`/devices/` with 1,000 rows', unit: '/s', goal: { atLeast: 500 } },
    datasets: { what: '`/datasets/` with 1,000 rows', unit: '/s', goal: { atLeast: 500 } },
    'devices-unchanged': {
      what: '`/devices/` unchanged since the last time (304)',
      unit: '/s',
      goal: { atLeast: 3000 },
    },
    'datasets-unchanged': {
      what: '`/datasets/` unchanged since the last time (304)',
      unit: '/s',
      goal: { atLeast: 3000 },
    },
    'lists-p99': { what: 'p99 of lists while four jobs run', unit: 'ms', goal: { atMost: 20 } },
  },
  async measure({ rounds, isQuick, record }) {
    const seconds = isQuick ? 0.5 : SECONDS
    {
      await using relay = await useRelay()
      await fillLists(relay.db, ROWS)
      for (const name of ['devices', 'datasets'] as const) {
        const url = `${relay.url}/${name}/`
        const tag = (await fetch(url)).headers.get('etag') ?? ''
        const unchanged = { headers: { 'If-None-Match': tag }, status: 304, seconds }
        await measureRate(url, { seconds })
        for (let round = 0; round < rounds; round++) {
          const whole = await measureRate(url, { seconds })
          record(name, whole.perSecond, `p99 ${whole.p99.toFixed(1)} ms, ${whole.bytes} bytes`)
          const same = await measureRate(url, unchanged)
          record(`${name}-unchanged`, same.perSecond, `p99 ${same.p99.toFixed(1)} ms`)
        }
      }
    }
    const jobSeconds = isQuick ? 3 : JOB_SECONDS
    await using relay = await useRelay({
      TENSORFLOW_IMAGE: await ensureJobImage(busyJob(jobSeconds)),
      WORKER_CONCURRENCY: String(JOBS),
    })
    await fillLists(relay.db, ROWS)
    const dataset = await newDataset(relay.url)
    const parts = ['a/1.png', 'b/1.png'].map((name, n) => ({ name, data: makePicture(n) }))
    await sendPictures(relay.url, dataset, multipart(parts))
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let asked = 0; asked < WARM_UP; asked++)
      for (const path of PATHS) await askOnce(`${relay.url}${path}`, { agent })
    for (let round = 0; round < Math.min(rounds, 3); round++) {
      const runs = await Promise.all(Array.from({ length: JOBS }, () => submitTraining(relay.url, dataset)))
      for (let running = 0; running < JOBS; await sleep(100)) {
        const { rows } = await relay.db.raw("select count(*)::int as runs from runs where state = 'running'")
        running = rows[0].runs
      }
      await sleep(500)
      const times: number[] = []
      for (
        const end = performance.now() + (jobSeconds - 2) * 1000;
        performance.now() < end;
        await sleep(EVERY_MS)
      ) {
        const path = PATHS[times.length % PATHS.length]
        const asked = performance.now()
        await askOnce(`${relay.url}${path}`, { agent })
        times.push(performance.now() - asked)
      }
      for (const id of runs) await followRun(relay.url, id)
      const sorted = times.toSorted((a, b) => a - b)
      const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
      record('lists-p99', at(0.99), `p50 ${at(0.5).toFixed(1)} ms of ${times.length} requests`)
    }
  },
})
