import { spawnRelay } from '../scripts/spawn-relay.ts'
import { startBenchDatabase } from './support/bench-database.ts'
import { measureRate } from './support/measure-rate.ts'

/*
 * Requests per second of the lists that the frontend polls, with 1,000 rows each: `npm run bench:lists`. Several
 * relays, of different trees, are compared in turns: `npm run bench:lists -- /other/checkout`.
 */

const ROWS = 1000
const FILES_PER_DATASET = 20
const ROUNDS = 5
const PATHS = ['/devices/', '/datasets/']

const database = await startBenchDatabase()
const { db } = database
await db.raw(
  "insert into bridges (address, name, https) select '10.0.0.' || n, 'bridge ' || n, false from generate_series(1, 10) n",
)
await db.raw(
  `insert into devices (name, connection, installer_id, model, description, serial, bridge_id)
   select 'device ' || n, '10.1.0.' || n, 1, 'person_detection', 'a device', 'serial ' || n, 1 + n % 10
   from generate_series(1, ${ROWS}) n`,
)
await db.raw(
  `insert into datasets (name, description) select 'dataset ' || n, 'pictures' from generate_series(1, ${ROWS}) n`,
)
await db.raw(`insert into blobs (sha256, bytes, state) values (decode(repeat('00', 32), 'hex'), 0, 'ready')`)
await db.raw(
  `insert into dataset_files (dataset_id, path, label, blob_id, bytes)
   select d.id, n || '.png', 'A', b.id, 100000 from datasets d, blobs b, generate_series(1, ${FILES_PER_DATASET}) n`,
)
await db.raw('analyze')

const trees = [process.cwd(), ...process.argv.slice(2)]
const relays = []
try {
  for (const cwd of trees)
    relays.push(await spawnRelay({ DATABASE_URL: database.url, ROLE: 'api', LOG_LEVEL: 'error' }, { cwd }))
  for (const path of PATHS) {
    const rates: number[][] = trees.map(() => [])
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [i, { url }] of relays.entries()) {
        const rate = await measureRate(`${url}${path}`)
        if (round === 0) continue // The first one warms it up.
        rates[i]?.push(rate.perSecond)
        console.log(
          `${path} ${trees[i]}: ${rate.perSecond.toFixed(0)} requests/s, p50 ${rate.p50.toFixed(1)} ms, p99 ${rate.p99.toFixed(1)} ms, ${rate.bytes} bytes`,
        )
      }
    }
    const median = (values: number[]) =>
      values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
    const [own = [], ...others] = rates
    console.log(`${path} median ${median(own).toFixed(0)} requests/s with ${ROWS} rows`)
    for (const other of others) {
      const ratio = median(own.map((rate, i) => rate / (other[i] ?? Number.NaN)))
      console.log(
        `${path} ${ratio.toFixed(2)} times as fast as the other tree (median of ${ROUNDS} paired ratios)`,
      )
    }
  }
} finally {
  for (const relay of relays) await relay.end('SIGTERM')
  await database.stop()
}
