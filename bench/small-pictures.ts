/*
 * Many small pictures in: `npm run bench:pictures`, or with their number after `--`. Each way is measured three times,
 * with new pictures; the best time counts, because another program may be at work beside it.
 */

import { spawnRelay } from '../scripts/spawn-relay.ts'
import { writeZip } from '../test/archive/write-zip.ts'
import { multipart, type Part } from '../test/support/multipart.ts'
import { makePicture } from '../test/support/pictures.ts'
import { startBenchDatabase } from './support/bench-database.ts'

const ROUNDS = 3
const pictures = Number(process.argv[2] ?? 4000)

let made = 0
const newPictures = (): Part[] =>
  Array.from({ length: pictures }, (_, i) => ({ name: `${i % 10}/${i}.png`, data: makePicture(++made) }))
const zipped = (parts: Part[]) =>
  multipart([
    { name: 'p.zip', data: writeZip(parts.map(({ name = '', data }) => ({ name, data, method: 0 }))) },
  ])

const database = await startBenchDatabase()
const relay = await spawnRelay({
  DATABASE_URL: database.url,
  ROLE: 'api',
  LOG_LEVEL: 'error',
  RATE_LIMIT_PER_MINUTE: '100000',
})
try {
  const newDataset = async () => {
    const made = await fetch(`${relay.url}/datasets/?dataset_name=small&dataset_desc=`, { method: 'POST' })
    return ((await made.json()) as { id: number }).id
  }
  const best = new Map<string, number>()
  const measure = async (way: string, work: () => Promise<Response>) => {
    const started = performance.now()
    const answer = await work()
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${way} was answered ${answer.status}.`)
    best.set(way, Math.min(best.get(way) ?? Number.POSITIVE_INFINITY, performance.now() - started))
  }
  const send = (dataset: number, { headers = {}, body = '' }: ReturnType<typeof multipart>) =>
    fetch(`${relay.url}/datasets/${dataset}/`, {
      method: 'POST',
      headers,
      body: new Uint8Array(Buffer.from(body)),
    })
  for (let round = 0; round < ROUNDS; round++) {
    const [first, second] = [await newDataset(), await newDataset()]
    const archive = zipped(newPictures())
    await measure('in a zip', () => send(first, archive))
    await measure('in a zip, known already', () => send(second, archive))
    const loose = multipart(newPictures())
    await measure('loose', () => send(first, loose))
    await measure('loose, known already', () => send(second, loose))
    await measure('deleted with their dataset', () =>
      fetch(`${relay.url}/datasets/${first}`, { method: 'DELETE' }),
    )
  }
  for (const [way, ms] of best)
    console.log(
      `${pictures} pictures ${way}: ${(ms / 1000).toFixed(2)} s, ${Math.round(pictures / (ms / 1000))} a second`,
    )
} finally {
  await relay.end('SIGTERM')
  await database.stop()
}
