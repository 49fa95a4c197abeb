/*
 * A user's wait for a compile, from containers that wait and from cold ones, beside the time that
 * the program itself says its work took: `node bench/warm-compile.ts`. Needs an engine and TENSORFLOW_IMAGE.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { spawnRelay } from '../scripts/spawn-relay.ts'
import { uploadDigits } from '../test/support/upload-digits.ts'
import { startBenchDatabase } from './support/bench-database.ts'

const ROUNDS = Number(process.argv[2] ?? 3)
const LOOK_MS = 20

const runView = z.object({
  state: z.string(),
  detail: z.string().nullish(),
  model_id: z.int().nullish(),
  report: z
    .object({ seconds: z.record(z.string(), z.number()).nullish() })
    .loose()
    .nullish(),
})

const database = await startBenchDatabase()
const start = (warm: number) =>
  spawnRelay(
    { DATABASE_URL: database.url, LOG_LEVEL: 'warn', WARM_CONTAINERS: String(warm), INSTANCE: 'bench-warm' },
    { until: '/readyz' },
  )

const follow = async (url: string, answer: Response) => {
  if (!answer.ok) throw new Error(`It was answered ${answer.status}: ${await answer.text()}`)
  const { location } = z.object({ location: z.string() }).parse(await answer.json())
  for (; ; await sleep(LOOK_MS)) {
    const run = runView.parse(await (await fetch(`${url}${location}`)).json())
    if (run.state === 'succeeded') return run
    if (run.state === 'failed') throw new Error(`The run failed: ${run.detail}`)
  }
}
const untilWarm = async (url: string) => {
  for (; ; await sleep(200)) {
    const text = await (await fetch(`${url}/metrics`)).text()
    if (/warm_containers 1/.test(text)) return
  }
}
const wanted = { headers: { prefer: 'respond-async' }, method: 'POST' }

let relay = await start(0)
try {
  const dataset = await uploadDigits(relay.url, 20)
  const trained = await follow(
    relay.url,
    await fetch(`${relay.url}/models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
      ...wanted,
      headers: { ...wanted.headers, 'content-type': 'application/json' },
      body: JSON.stringify({
        parameters: { epochs: 1, batch_size: 32, img_width: 28, img_height: 28 },
        description: '',
      }),
    }),
  )
  for (const warm of [0, 1]) {
    if (warm > 0) {
      await relay.end('SIGTERM')
      relay = await start(warm)
    }
    for (let round = 0; round < ROUNDS; round++) {
      if (warm > 0) await untilWarm(relay.url)
      const started = performance.now()
      const answer = await fetch(`${relay.url}/compiled_models/models/${trained.model_id}?fresh=true`, wanted)
      const { report } = await follow(relay.url, answer)
      const waited = (performance.now() - started) / 1000
      const work = Object.values(report?.seconds ?? {}).reduce((sum, seconds) => sum + seconds, 0)
      const ratio = (waited / work).toFixed(2)
      console.log(
        `${warm ? 'warm' : 'cold'} compile: ${waited.toFixed(2)} s, its work ${work.toFixed(2)} s, ${ratio} x`,
      )
    }
  }
} finally {
  await relay.end('SIGTERM')
  await database.stop()
}
