import { randomBytes } from 'node:crypto'
import { encodePng } from '../scripts/demo/encode-png.ts'
import { spawnRelay } from '../scripts/spawn-relay.ts'
import { writeZip } from '../test/archive/write-zip.ts'
import { multipart } from '../test/support/multipart.ts'
import { startBenchDatabase } from './support/bench-database.ts'
import { createCopier } from './support/copy-bytes.ts'
import { runBench } from './support/run-bench.ts'
import { takeTime } from './support/take-time.ts'

const PICTURES = 4000
const QUICK_PICTURES = 400
/** Pixels on a side: grey noise of this size is a PNG of 1.7 kB. */
const SIDE = 40

const newPictures = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    name: `${i % 10}/${i}.png`,
    data: encodePng(randomBytes(SIDE * SIDE), SIDE),
  }))

const zipped = (pictures: ReturnType<typeof newPictures>) =>
  multipart([{ name: 'p.zip', data: writeZip(pictures.map((one) => ({ ...one, method: 0 }))) }])

const ways = { 'pictures-multipart': multipart, 'pictures-zip': zipped }

await runBench({
  about:
    'Many small pictures in, loose and in a zip, beside `psql \\copy` of the same bytes to the same PostgreSQL.',
  figures: {
    'pictures-multipart': {
      what: '4,000 small pictures (6.8 MB) in a form, against `psql \\copy` of the same bytes',
      unit: 'x',
      goal: { atMost: 8 },
    },
    'pictures-zip': {
      what: '4,000 small pictures (6.8 MB) in a zip, against `psql \\copy` of the same bytes',
      unit: 'x',
      goal: { atMost: 8 },
    },
  },
  async measure({ rounds, isQuick, record }) {
    await using used = new AsyncDisposableStack()
    const database = await startBenchDatabase()
    used.defer(() => database.stop())
    const relay = await spawnRelay({ DATABASE_URL: database.url, ROLE: 'api', LOG_LEVEL: 'error' })
    used.defer(() => relay.end('SIGTERM').then(() => undefined))
    const copier = await createCopier(database.url)
    used.defer(() => copier.close())

    const upload = async ({ headers = {}, body = '' }: ReturnType<typeof multipart>) => {
      const made = await fetch(`${relay.url}/datasets/?dataset_name=small&dataset_desc=`, { method: 'POST' })
      const { id } = (await made.json()) as { id: number }
      const bytes = new Uint8Array(Buffer.from(body))
      const { seconds, value } = await takeTime(async () => {
        const answer = await fetch(`${relay.url}/datasets/${id}/`, { method: 'POST', headers, body: bytes })
        await answer.arrayBuffer()
        return answer
      })
      if (!value.ok) throw new Error(`The upload was answered ${value.status}.`)
      return seconds
    }
    const count = isQuick ? QUICK_PICTURES : PICTURES
    // The first round warms both up.
    for (let round = 0; round <= rounds; round++)
      for (const [name, pack] of Object.entries(ways) as [keyof typeof ways, typeof multipart][]) {
        const pictures = newPictures(count)
        const packed = pack(pictures)
        const copied = await copier.copy(pictures)
        const taken = await upload(packed)
        if (round > 0)
          record(name, taken / copied, `${taken.toFixed(2)} s, ${copier.tool} ${copied.toFixed(3)} s`)
      }
  },
})
