import { readDigits } from '../scripts/demo/read-digits.ts'
import { spawnRelay } from '../scripts/spawn-relay.ts'
import { uploadDigits } from '../test/support/upload-digits.ts'
import { startBenchDatabase } from './support/bench-database.ts'
import { conversionAlone, runByHand } from './support/by-hand.ts'
import {
  packCompile,
  packTraining,
  timePrediction,
  untilWarm,
  waitForRun,
} from './support/queue/real-jobs.ts'
import { runBench } from './support/run-bench.ts'
import { takeTime } from './support/take-time.ts'

const IMAGE = process.env['TENSORFLOW_IMAGE'] ?? 'tinymlaas/tensorflow:dev'
const PER_DIGIT = 60
const small = {
  img_width: 28,
  img_height: 28,
  batch_size: 16,
  early_stopping: false,
  architecture: 'tiny_cnn',
}
const RUN = ['tinymlaas-tf', 'run']

/** A relay with containers that wait, or without, on a database that outlives it. */
const useRelay = async (databaseUrl: string, warm: number) => {
  const env = {
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'error',
    TENSORFLOW_IMAGE: IMAGE,
    INSTANCE: 'bench-jobs',
  }
  const relay = await spawnRelay({ ...env, WARM_CONTAINERS: String(warm) }, { until: '/readyz' })
  return { url: relay.url, [Symbol.asyncDispose]: async () => void (await relay.end('SIGTERM')) }
}
const pair = (own: number, other: number) => `relay ${own.toFixed(2)} s, by hand ${other.toFixed(2)} s`

await runBench({
  about:
    'What somebody waits for who has the relay train, compile and classify, beside the same program of the image by hand.',
  figures: {
    compile_warm: {
      what: 'compile in a container that waited, request to artifacts, against the conversion alone in an imported TensorFlow',
      unit: 'x',
      goal: { atMost: 1.25 },
    },
    first_event: { what: 'the same, request to first progress', unit: 'ms', goal: { atMost: 300 } },
    compile_cold: {
      what: 'compile in a cold container, against `docker run` of the same program',
      unit: 'x',
      goal: { atMost: 1.1 },
    },
    train_10s: {
      what: 'training of about 10 s, request to model, against `docker run` of the same program',
      unit: 'x',
      goal: { atMost: 1.15 },
    },
    train_60s: { what: 'the same of about 60 s', unit: 'x', goal: { atMost: 1.05 } },
    predict_first: { what: 'predict in a container that waited', unit: 'ms', goal: { atMost: 400 } },
    predict_again: { what: 'a second one by the same model', unit: 'ms', goal: { atMost: 150 } },
  },
  async measure({ rounds, isQuick, record, lack }) {
    await using database = await (async () => {
      const made = await startBenchDatabase()
      return { url: made.url, [Symbol.asyncDispose]: () => made.stop() }
    })()
    const digits = await readDigits(PER_DIGIT)
    const classes = [...new Set(digits.map(({ name }) => name.split('/')[0] ?? ''))].toSorted()
    const training = (epochs: number) => ({ parameters: { ...small, epochs }, description: 'bench' })
    const trainOn = (dataset: number) => `/models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`

    const { dataset, modelId, tar } = await (async () => {
      await using relay = await useRelay(database.url, 0)
      const dataset = await uploadDigits(relay.url, PER_DIGIT)
      const { modelId, location } = await waitForRun(relay.url, trainOn(dataset), training(2))
      const tar = await packCompile(relay.url, location, classes)
      for (let round = 0; round < rounds; round++) {
        const own = await waitForRun(relay.url, `/compiled_models/models/${modelId}?fresh=true`)
        const { seconds } = await takeTime(() => runByHand(IMAGE, RUN, tar))
        record('compile_cold', own.seconds / seconds, pair(own.seconds, seconds))
      }
      return { dataset, modelId, tar }
    })()

    await using relay = await useRelay(database.url, 1)
    for (let round = 0; round < rounds; round++) {
      await untilWarm(relay.url)
      const own = await waitForRun(relay.url, `/compiled_models/models/${modelId}?fresh=true`)
      await untilWarm(relay.url)
      const said = await runByHand(IMAGE, ['python', '-c', conversionAlone], tar)
      const alone = Number(/seconds ([\d.]+)/.exec(said)?.[1])
      record('compile_warm', own.seconds / alone, pair(own.seconds, alone))
      record('first_event', own.firstMs)
    }
    for (let round = 0; round < rounds; round++) {
      const [one, other] = [digits[round % digits.length], digits[(round + 1) % digits.length]]
      // Each round begins with a model that no container has loaded.
      const fresh = round === 0 ? { modelId } : await waitForRun(relay.url, trainOn(dataset), training(1))
      await untilWarm(relay.url)
      record('predict_first', await timePrediction(relay.url, fresh.modelId, one?.png ?? new Uint8Array()))
      await untilWarm(relay.url)
      record('predict_again', await timePrediction(relay.url, fresh.modelId, other?.png ?? new Uint8Array()))
    }
    if (isQuick) return lack('train_60s', 'it takes too long for a quick look')
    for (const [name, epochs] of [
      ['train_10s', 40],
      ['train_60s', 240],
    ] as const) {
      const byHand = await packTraining(PER_DIGIT, { ...small, epochs })
      for (let round = 0; round < rounds; round++) {
        await untilWarm(relay.url)
        const own = await waitForRun(relay.url, trainOn(dataset), training(epochs))
        await untilWarm(relay.url)
        const { seconds } = await takeTime(() => runByHand(IMAGE, RUN, byHand))
        record(name, own.seconds / seconds, pair(own.seconds, seconds))
      }
    }
  },
})
