import { PgBoss } from 'pg-boss'
import { claimRun } from '../src/store/runs/lifecycle.ts'
import { multipart } from '../test/support/multipart.ts'
import { makePicture } from '../test/support/pictures.ts'
import { newDataset, sendPictures } from './support/bytes/send-pictures.ts'
import { ensureJobImage } from './support/job-image.ts'
import { followRun, submitTraining } from './support/queue/follow-runs.ts'
import { runBench } from './support/run-bench.ts'
import { takeTime } from './support/take-time.ts'
import { useRelay } from './support/use-relay.ts'

const JOBS = 200
const QUICK_JOBS = 8
const SLOTS = 2
const QUEUED = 10_000
const CLAIMS = 200
/** Jobs are measured in as many rounds at most: each takes half a minute. */
const MOST_ROUNDS = 3

/** Runs with their entries in the queue, as if so many had been submitted. */
const fillQueue = async (relay: Awaited<ReturnType<typeof useRelay>>, count: number) => {
  await relay.db.raw(
    `with run as (
       insert into runs (kind, request) select 'train', '{"parameters": {}, "description": "", "classes": [], "model_version": null}'
       from generate_series(1, ?) returning id
     )
     insert into pgboss.job (id, name, data, priority, retry_limit, heartbeat_seconds)
     select id, 'runs', jsonb_build_object('runId', id), (random() * 100)::int, 50, 10 from run`,
    [count],
  )
  await relay.db.raw('analyze')
}

await runBench({
  about: `What a job costs beside its work: ${JOBS} jobs that do nothing on ${SLOTS} slots, and a claim while ${QUEUED.toLocaleString('en-US')} runs wait.`,
  figures: {
    'job-overhead': {
      what: '200 jobs that do nothing on two slots: time per job',
      unit: 'ms',
      goal: { atMost: 350 },
    },
    claim: { what: 'a claim with 10,000 runs queued', unit: 'ms', goal: { atMost: 5 } },
  },
  async measure({ rounds, isQuick, record }) {
    const image = await ensureJobImage('')
    await using relay = await useRelay({ TENSORFLOW_IMAGE: image, WORKER_CONCURRENCY: String(SLOTS) })
    const dataset = await newDataset(relay.url)
    await sendPictures(
      relay.url,
      dataset,
      multipart(['a/1.png', 'b/1.png'].map((name, n) => ({ name, data: makePicture(n) }))),
    )
    await followRun(relay.url, await submitTraining(relay.url, dataset))
    const jobs = isQuick ? QUICK_JOBS : JOBS
    for (let round = 0; round < Math.min(rounds, MOST_ROUNDS); round++) {
      const { seconds } = await takeTime(async () => {
        const runs: string[] = []
        for (let n = 0; n < jobs; n++) runs.push(await submitTraining(relay.url, dataset))
        for (const id of runs) await followRun(relay.url, id)
      })
      record('job-overhead', (seconds * SLOTS * 1000) / jobs, `${jobs} jobs in ${seconds.toFixed(1)} s`)
    }

    await using idle = await useRelay()
    await fillQueue(idle, QUEUED)
    const boss = new PgBoss({
      connectionString: idle.database.url,
      supervise: false,
      schedule: false,
      migrate: false,
    })
    await boss.start()
    try {
      for (let round = 0; round <= rounds; round++) {
        const times: number[] = []
        for (let n = 0; n < CLAIMS; n++) {
          const { seconds, value } = await takeTime(async () => {
            const [job] = await boss.fetch<{ runId: string }>('runs', { batchSize: 1, includeMetadata: true })
            return job ? claimRun(idle.db, job.data.runId, 'bench') : null
          })
          if (!value) throw new Error('Nothing was claimed.')
          times.push(seconds * 1000)
        }
        const sorted = times.toSorted((a, b) => a - b)
        const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
        if (round > 0) record('claim', at(0.5), `p99 ${at(0.99).toFixed(1)} ms of ${CLAIMS} claims`)
      }
    } finally {
      await boss.stop({ graceful: false, close: true })
    }
  },
})
