import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { ask } from './demo/ask.ts'
import { followRun } from './demo/follow-run.ts'
import { readDigits } from './demo/read-digits.ts'
import { type Part, timesTable, writeReport } from './demo/write-report.ts'
import { spawnRelay } from './spawn-relay.ts'

// The main job on real pictures: dataset -> train -> compile -> files on disk. `make demo` prepares what it needs.

const HELP = `Usage: npm run demo -- [--pictures-per-digit N] [--epochs N] [--output FOLDER]
Trains and compiles a classifier of handwritten digits through a relay of its own, and leaves
model.tflite, target_model.cc, the plots and report.md in FOLDER (demo-output).`
const NAME = 'Handwritten digits'
const BATCH = 200
const LOG = '.data/demo-relay.log'

const datasetRow = z.object({ id: z.int(), name: z.string(), description: z.string() })
const part = z.object({ name: z.string(), seconds: z.number() })
const accepted = z.object({ location: z.string() })

const { values } = parseArgs({
  options: {
    'pictures-per-digit': { type: 'string', default: '60' },
    epochs: { type: 'string', default: '12' },
    output: { type: 'string', default: 'demo-output' },
    help: { type: 'boolean', default: false },
  },
})

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
  const api = relay.url
  try {
    console.log(`    it answers at ${api}`)
    const dataset = await timed('upload the pictures', async () => {
      const pictures = await readDigits(perDigit)
      const known = await ask(z.array(datasetRow), `${api}/datasets/`)
      const description = `${pictures.length} pictures`
      const earlier = known.find((d) => d.name === NAME && d.description === description)
      if (earlier) {
        console.log(`    dataset ${earlier.id} of an earlier demo is used again`)
        return { id: earlier.id, pictures: pictures.length }
      }
      const query = new URLSearchParams({ dataset_name: NAME, dataset_desc: description })
      const created = await ask(datasetRow, `${api}/datasets/?${query}`, { method: 'POST' })
      for (let from = 0; from < pictures.length; from += BATCH) {
        const form = new FormData()
        for (const { name, png } of pictures.slice(from, from + BATCH))
          form.append('files', new Blob([png]), name)
        await ask(z.null(), `${api}/datasets/${created.id}/`, { method: 'POST', body: form })
        console.log(`    ${Math.min(from + BATCH, pictures.length)} of ${pictures.length}`)
      }
      return { id: created.id, pictures: pictures.length }
    })

    const submit = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Prefer: 'respond-async' },
    }
    const training = await timed('train in a container', async () => {
      const parameters = { epochs: Number(values.epochs), img_width: 32, img_height: 32, batch_size: 16 }
      const body = JSON.stringify({ dataset_id: dataset.id, parameters, description: NAME })
      const query = new URLSearchParams({ lossfunc: 'Categorical crossentropy' })
      const { location } = await ask(accepted, `${api}/models/datasets/${dataset.id}?${query}`, {
        ...submit,
        body,
      })
      return followRun(api, location)
    })
    const compilation = await timed('compile in another', async () => {
      const { location } = await ask(accepted, `${api}/compiled_models/models/${training.model_id}`, submit)
      return followRun(api, location)
    })
    const files = await timed('download', async () => {
      await mkdir(folder, { recursive: true })
      const all: { name: string; bytes: number }[] = []
      for (const run of [training, compilation]) {
        for (const { name } of run.artifacts) {
          const answer = await fetch(`${api}/runs/${run.id}/artifacts/${name}`)
          if (!answer.ok) throw new Error(`${name} could not be downloaded: ${answer.status}`)
          const bytes = Buffer.from(await answer.arrayBuffer())
          await writeFile(join(folder, name), bytes)
          all.push({ name, bytes: bytes.length })
        }
      }
      return all
    })
    await writeReport({
      folder,
      dataset: NAME,
      pictures: dataset.pictures,
      training,
      compilation,
      files,
      parts,
    })
    console.log(`\nDone. In ${folder}/:`)
    for (const { name, bytes } of files)
      console.log(`    ${name.padEnd(24)} ${String(bytes).padStart(9)} bytes`)
    console.log('    report.md\n\nWall time:')
  } finally {
    await relay.end('SIGTERM')
  }
  for (const line of timesTable(parts)) console.log(`    ${line}`)
}

if (values.help) console.log(HELP)
else await main()
