import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createRelayClient, dataOf, form } from '../../src/client/create-relay-client.ts'
import { spawnRelay } from '../spawn-relay.ts'
import { openPage, pageOf } from './open-page.ts'
import { printRun } from './print-run.ts'
import { readDigits } from './read-digits.ts'
import { showDigits } from './show-digits.ts'
import { type Part, timesTable, writeReport } from './write-report.ts'

// The main job on real pictures: dataset -> train -> compile -> files on disk. `make demo` prepares what it needs.

const HELP = `Usage: npm run demo -- [--pictures-per-digit N] [--epochs N] [--output FOLDER]
Trains and compiles a classifier of handwritten digits through a relay of its own, and leaves
model.tflite, target_model.cc, the plots and report.md in FOLDER (demo-output). With DEMO_KEEP=1 the relay stays.`
const NAME = 'Handwritten digits'
const BATCH = 200
const LOG = '.data/demo-relay.log'

const part = z.object({ name: z.string(), seconds: z.number() })
const accepted = z.object({ run_id: z.uuid() })

const { values } = parseArgs({
  options: {
    'pictures-per-digit': { type: 'string', default: '60' },
    epochs: { type: 'string', default: '12' },
    output: { type: 'string', default: 'demo-output' },
    help: { type: 'boolean', default: false },
  },
})

const runOf = (answer: object) => accepted.parse(answer).run_id

const main = async () => {
  const setup = await readFile('.data/setup-times.json', 'utf8').then(JSON.parse, () => ({ parts: [] }))
  const parts: Part[] = z.object({ parts: z.array(part) }).parse(setup).parts
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    console.log(`\n==> ${name}`)
    const started = performance.now()
    const result = await work()
    parts.push({ name, seconds: (performance.now() - started) / 1000 })
    return result
  }
  const perDigit = Number(values['pictures-per-digit'])
  const folder = values.output

  const relay = await timed('start the relay', async () => {
    await mkdir('.data', { recursive: true })
    return spawnRelay({ DATA_DIR: '.data' }, { logFile: LOG, until: '/readyz' })
  })
  const client = createRelayClient({ url: relay.url })
  try {
    console.log(`    it answers at ${relay.url}`)
    const dataset = await timed('upload the pictures', async () => {
      const pictures = await readDigits(perDigit)
      const known = dataOf(await client.GET('/datasets/'))
      const description = `${pictures.length} pictures`
      const earlier = known.find((d) => d.name === NAME && d.description === description)
      if (earlier) {
        console.log(`    dataset ${earlier.id} of an earlier demo is used again`)
        return { id: earlier.id, pictures }
      }
      const query = { dataset_name: NAME, dataset_desc: description }
      const { id } = dataOf(await client.POST('/datasets/', { params: { query } }))
      for (let from = 0; from < pictures.length; from += BATCH) {
        const files = pictures
          .slice(from, from + BATCH)
          .map(({ name, png }) => ({ name, blob: new Blob([new Uint8Array(png)]) }))
        const params = { path: { dataset_id: id } }
        dataOf(await client.POST('/datasets/{dataset_id}/', { params, ...form('files', files) }))
        console.log(`    ${Math.min(from + BATCH, pictures.length)} of ${pictures.length}`)
      }
      return { id, pictures }
    })

    const header = { Prefer: 'respond-async' }
    const training = await timed('train in a container', async () => {
      const parameters = { epochs: Number(values.epochs), img_width: 32, img_height: 32, batch_size: 16 }
      const answer = await client.POST('/models/datasets/{dataset_id}', {
        params: { path: { dataset_id: dataset.id }, query: { lossfunc: 'Categorical crossentropy' }, header },
        body: { parameters, description: NAME },
      })
      return printRun(client, runOf(dataOf(answer)))
    })
    const compilation = await timed('compile in another', async () => {
      const path = { model_id: Number(training.model_id) }
      const answer = await client.POST('/compiled_models/models/{model_id}', { params: { path, header } })
      return printRun(client, runOf(dataOf(answer)))
    })
    const files = await timed('download', async () => {
      await mkdir(folder, { recursive: true })
      const all: { name: string; bytes: number }[] = []
      for (const run of [training, compilation]) {
        for (const { name } of run.artifacts) {
          const path = { run_id: run.id, name }
          const answer = await client.GET('/runs/{run_id}/artifacts/{name}', {
            params: { path },
            parseAs: 'arrayBuffer',
          })
          const bytes = Buffer.from(dataOf<ArrayBuffer>(answer))
          await writeFile(join(folder, name), bytes)
          all.push({ name, bytes: bytes.length })
        }
      }
      return all
    })
    await writeReport({
      folder,
      dataset: NAME,
      pictures: dataset.pictures.length,
      training,
      compilation,
      files,
      parts,
    })
    const { pictures } = dataset
    console.log()
    for (const line of await showDigits(client, { training, compilation, pictures }))
      console.log(`    ${line}`)
    console.log(`\nFiles in ${folder}/:`)
    for (const { name, bytes } of files)
      console.log(`    ${name.padEnd(24)} ${String(bytes).padStart(9)} bytes`)
    console.log('    report.md\n\nWall time:')
    for (const line of timesTable(parts)) console.log(`    ${line}`)
    console.log(`\nLook at ${folder}/report.md and ${folder}/model_card.html.`)
    await stayOrGo(relay.url)
  } finally {
    await relay.end('SIGTERM')
  }
}

/** With DEMO_KEEP=1 the relay stays until it is interrupted. */
const stayOrGo = async (url: string) => {
  if (process.env['DEMO_KEEP'] !== '1') {
    console.log('DEMO_KEEP=1 make demo keeps the relay, and opens its page.')
    return
  }
  const page = await pageOf(url)
  const isOpened = openPage(page)
  console.log(`The relay stays at ${url}: ${isOpened ? 'its page opens' : 'open'} ${page}; Ctrl-C ends it.`)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

if (values.help) console.log(HELP)
else
  await main().catch((error: unknown) => {
    // A sentence and its remedy; a stack helps nobody who tries this for the first time.
    console.error(`\n${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  })
