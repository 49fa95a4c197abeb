import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sweepBlobs } from '../../../../src/store/blobs/sweep-blobs.ts'
import { writeZip } from '../../../archive/write-zip.ts'
import { multipart, type Part } from '../../../support/multipart.ts'
import { makePicture, sample } from '../../../support/pictures.ts'
import { type RunningApp, startApp } from '../../../support/start-app.ts'

/** `EQUAL_ROUNDS=20` is the proof at length. */
const ROUNDS = Number(process.env['EQUAL_ROUNDS'] ?? 2)
const CLIENTS = 8

let app: RunningApp
beforeAll(async () => {
  app = await startApp({ env: { MAX_UPLOADS: String(2 * CLIENTS), RATE_LIMIT_PER_MINUTE: '100000' } })
})
afterAll(() => app.stop())

const newDataset = async () => {
  const { json } = await app.ask('POST /datasets/?dataset_name=n&dataset_desc=d')
  return z.object({ id: z.int() }).parse(json).id
}
const newDatasets = (count: number) => Promise.all(Array.from({ length: count }, newDataset))
let made = 0
/** Pictures that no upload before has had. */
const newPictures = (count: number): Part[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `${i % 2 ? 'cat' : 'dog'}/${i}.png`,
    data: makePicture(++made),
  }))
const zipOf = (parts: Part[]) =>
  multipart([
    { name: 'p.zip', data: writeZip(parts.map(({ name = '', data }) => ({ name, data, method: 0 }))) },
  ])
type Upload = ReturnType<typeof zipOf>
/** Status of an upload; of a failed one with what it was answered. */
const upload = async (dataset: number, body: Upload) => {
  const { status, text } = await app.ask(`POST /datasets/${dataset}/`, body)
  return status === 200 ? status : `${status} ${text}`
}
const remove = async (dataset: number) => {
  const { status, text } = await app.ask(`DELETE /datasets/${dataset}`)
  return status === 204 || status === 200 ? 200 : `${status} ${text}`
}
const failuresOf = (answers: (number | string)[]) => answers.filter((answer) => answer !== 200)

/** Files of the datasets, and those of them whose bytes are not what their digest says. */
const countFiles = async (datasets: number[]) => {
  const { rows } = await app.db.knex.raw(
    `select count(*)::int as files, count(*) filter (where b.sha256 is distinct from (
       select sha256(coalesce(string_agg(c.data, ''::bytea order by c.seq), ''::bytea))
       from blob_chunks c where c.blob_id = b.id))::int as wrong
     from dataset_files f join blobs b on b.id = f.blob_id where f.dataset_id = any(?)`,
    [datasets],
  )
  return rows[0]
}

/** Sends the first part of an upload, and hangs up when its pictures have begun to arrive. */
const breakOff = async (dataset: number, { headers = {}, body = '' }: Upload, share: number) => {
  const whole = Buffer.from(body)
  const { hostname, port } = new URL(app.url)
  const outgoing = request({
    hostname,
    port,
    method: 'POST',
    path: `/datasets/${dataset}/`,
    headers: { ...headers, 'Content-Length': String(whole.length) },
  })
  const closed = new Promise((resolve) => outgoing.once('error', resolve).once('close', resolve))
  outgoing.write(whole.subarray(0, Math.floor(whole.length * share)))
  await sleep(150)
  outgoing.destroy()
  await closed
}

describe('equal content, sent at the same time', () => {
  it.each([
    { clients: 2, pictures: 400, rounds: 2 * ROUNDS },
    { clients: 4, pictures: 1500, rounds: ROUNDS },
  ])(
    'is stored for each of $clients clients that send one new zip of $pictures pictures',
    async ({ clients, pictures, rounds }) => {
      const failures = []
      for (let round = 0; round < rounds; round++) {
        const datasets = await newDatasets(clients)
        const zip = zipOf(newPictures(pictures))
        // Not quite at once: each is done while the next still reads.
        const sent = datasets.map(async (dataset, i) => {
          await sleep(i * 40)
          return upload(dataset, zip)
        })
        failures.push(...failuresOf(await Promise.all(sent)))
        if (failures.length === 0)
          expect(await countFiles(datasets)).toEqual({ files: clients * pictures, wrong: 0 })
      }
      expect(failures).toEqual([])
    },
    300_000,
  )

  it(`is stored for all of ${CLIENTS} clients, loose and in archives`, async () => {
    const failures = []
    for (let round = 0; round < ROUNDS; round++) {
      const datasets = await newDatasets(CLIENTS)
      const pictures = newPictures(120)
      const bodies = [zipOf(pictures), multipart(pictures), zipOf(pictures.toReversed())]
      const answers = await Promise.all(
        datasets.map((dataset, i) => upload(dataset, bodies[i % bodies.length] as Upload)),
      )
      failures.push(...failuresOf(answers))
      if (failures.length === 0)
        expect(await countFiles(datasets)).toEqual({ files: CLIENTS * 120, wrong: 0 })
    }
    expect(failures).toEqual([])
  }, 600_000)

  it('is kept for one client when the other hangs up', async () => {
    const failures = []
    for (let round = 0; round < 2 * ROUNDS; round++) {
      const [whole = 0, broken = 0] = await newDatasets(2)
      const pictures = newPictures(300)
      const aborted = multipart(pictures)
      const uploading = upload(whole, zipOf(pictures))
      await sleep(100)
      await Promise.all([breakOff(broken, aborted, 0.4), breakOff(broken, aborted, 0.8)])
      failures.push(...failuresOf([await uploading]))
      if (failures.length > 0) continue
      expect(await countFiles([whole])).toEqual({ files: 300, wrong: 0 })
    }
    expect(failures).toEqual([])
  }, 120_000)

  it('is kept for one client when another deletes its dataset of the same pictures', async () => {
    const failures = []
    for (let round = 0; round < 2 * ROUNDS; round++) {
      const pictures = newPictures(300)
      const [first = 0, second = 0, third = 0] = await newDatasets(3)
      await upload(first, zipOf(pictures))
      const uploading = Promise.all([upload(second, zipOf(pictures)), upload(third, multipart(pictures))])
      await sleep(200)
      failures.push(...failuresOf([await remove(first)]))
      await sweepBlobs(app.db.knex)
      failures.push(...failuresOf(await uploading))
      if (failures.length > 0) continue
      expect(await countFiles([second, third])).toEqual({ files: 600, wrong: 0 })
    }
    expect(failures).toEqual([])
  }, 120_000)
})

it(`answers ${CLIENTS} clients that upload and delete the same pictures all the while`, async () => {
  const pictures = newPictures(60)
  const bodies = [zipOf(pictures), multipart(pictures), zipOf(pictures.toReversed())]
  const answers: (number | string)[] = []
  const shared = await newDataset()
  const work = async (client: number) => {
    for (let turn = 0; turn < 3 * ROUNDS; turn++) {
      const body = bodies[(client + turn) % bodies.length] as Upload
      const own = await newDataset()
      answers.push(await upload(own, body), await upload(shared, body), await remove(own))
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, (_, client) => work(client)))
  expect(failuresOf(answers)).toEqual([])
  expect(await countFiles([shared])).toEqual({ files: 60, wrong: 0 })
}, 600_000)

describe('bytes that are no picture, under a name that says so and one that does not', () => {
  const text = Buffer.from('<p>no picture</p>')
  const picture = { name: 'cat/1.jpg', data: sample('baseline.jpg') }
  const pages = [
    { name: 'cat/2.jpg', data: text },
    { name: 'cat/3.html', data: text },
  ]
  const files = async (dataset: number) => {
    const { rows } = await app.db.knex.raw(
      `select f.path, f.problem ->> 'code' as problem from dataset_files f join blobs b on b.id = f.blob_id
       where f.dataset_id = ? order by f.path`,
      [dataset],
    )
    return rows
  }

  it.each([
    ['the picture’s name first', pages],
    ['the picture’s name last', pages.toReversed()],
  ])('are stored from an archive: %s', async (_order, parts) => {
    const dataset = await newDataset()
    expect(await upload(dataset, zipOf([picture, ...parts]))).toBe(200)
    expect(await files(dataset)).toEqual([
      { path: 'cat/1.jpg', problem: null },
      { path: 'cat/2.jpg', problem: 'not-a-picture' },
    ])
  })

  it.each([
    ['the picture’s name first', pages],
    ['the picture’s name last', pages.toReversed()],
  ])('are stored when they are sent loose: %s', async (_order, parts) => {
    const dataset = await newDataset()
    expect(await upload(dataset, multipart([picture, ...parts]))).toBe(200)
    expect(await files(dataset)).toHaveLength(3)
  })
})
