import { setTimeout as sleep } from 'node:timers/promises'
import type { Knex } from 'knex'
import { writeZip } from '../../../test/archive/write-zip.ts'
import { multipart } from '../../../test/support/multipart.ts'
import { makePicture } from '../../../test/support/pictures.ts'
import { type Answer, call, type Sent } from './honest-users.ts'

/*
 * Clients that do nothing wrong, all at once and with the same things. Each comes from an address of its own, and waits
 * and tries again when it is told to.
 */

const CLIENTS = 8
const ROUNDS = 20
const PICTURES = 400
const PATIENCE_MS = 120_000
const MOST_TRIES = 300

interface Crowd {
  url: string
  db: Knex
}

const clients = Array.from({ length: CLIENTS }, (_, n) => `127.0.0.${11 + n}`)
const idOf = ({ text }: Answer): number => JSON.parse(text).id

/** Counts answers by what they are. */
const createTally = () => {
  const counts = new Map<string, number>()
  return {
    add: (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    toString: () =>
      [...counts]
        .toSorted()
        .map(([what, count]) => `${count} x ${what}`)
        .join(', '),
  }
}
type Tally = ReturnType<typeof createTally>

/** Asks until it is not told to come again; what it was told and what came of it are counted. */
const insist = async (tally: Tally, name: string, url: string, sent: Sent): Promise<Answer | null> => {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const answer = await call(url, { ...sent, patienceMs: PATIENCE_MS }).catch((error: Error) => error)
    if (answer instanceof Error) {
      tally.add(`${name}: ${answer.message}`)
      return null
    }
    const again = Number(answer.headers['retry-after'])
    if (![429, 503].includes(answer.status) || !again) {
      tally.add(`${name} ${answer.status}`)
      return answer
    }
    tally.add(`${name} told to come again (${answer.status})`)
    await sleep(again * 1000)
  }
  tally.add(`${name}: no room after ${MOST_TRIES} tries`)
  return null
}

const newDataset = async (url: string, from: string) =>
  idOf(await call(`${url}/datasets/?dataset_name=n&dataset_desc=`, { method: 'POST', from }))

const upload = (parts: Parameters<typeof multipart>[0], from: string): Sent => {
  const { headers = {}, body = '' } = multipart(parts)
  return { method: 'POST', headers, body: Buffer.from(body), from }
}

/** Every round all send the same new zip of pictures, each to a dataset of its own. */
const uploadEqually = async ({ url, db }: Crowd): Promise<string> => {
  const tally = createTally()
  const datasets = await Promise.all(clients.map((from) => newDataset(url, from)))
  for (let round = 0; round < ROUNDS; round += 1) {
    const items = Array.from({ length: PICTURES }, (_, n) => ({
      name: `${n % 2 ? 'cat' : 'dog'}/${round}-${n}.png`,
      data: makePicture(2e9 + round * PICTURES + n),
      method: 0,
    }))
    const data = writeZip(items)
    await Promise.all(
      clients.map((from, n) =>
        insist(tally, 'upload', `${url}/datasets/${datasets[n]}/`, upload([{ name: 'p.zip', data }], from)),
      ),
    )
  }
  const [row] = await db('dataset_files').whereIn('dataset_id', datasets).count()
  return `${tally}; ${row?.['count']} of ${CLIENTS * ROUNDS * PICTURES} files there`
}

const LOSS = 'lossfunc=Categorical%20crossentropy'
const training = Buffer.from(
  JSON.stringify({
    parameters: { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 },
    description: '',
  }),
)
const later = { Prefer: 'respond-async', 'Content-Type': 'application/json' }

const newModel = async (db: Knex): Promise<number> => {
  const { rows } = await db.raw(
    `with r as (insert into runs (kind, state, finished_at, request)
                values ('train', 'succeeded', now(), '{"parameters": {}}') returning id),
          m as (insert into models (parameters, description, classes) values ('{}', '', '["A", "B"]') returning id),
          v as (insert into model_versions (model_id, version, run_id) select m.id, 1, r.id from m, r)
     select id from m`,
  )
  return rows[0].id
}

/** Datasets are deleted while they are trained with, models while they are compiled. */
const deleteWhatIsSubmitted = async ({ url, db }: Crowd): Promise<string> => {
  const tally = createTally()
  const race = async (submit: [string, string, Sent], remove: [string, string, Sent]) => {
    const [run] = await Promise.all([insist(tally, ...submit), insist(tally, ...remove)])
    const location = run?.headers.location
    if (location) await call(`${url}${location}/cancel`, { method: 'POST' })
  }
  const act = async (from: string) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const dataset = await newDataset(url, from)
      const parts = ['A/1.png', 'B/1.png'].map((name, n) => ({ name, data: makePicture(n) }))
      await insist(tally, 'upload', `${url}/datasets/${dataset}/`, upload(parts, from))
      const sent = { method: 'POST', headers: later, from }
      const removing = { method: 'DELETE', from }
      await race(
        ['train', `${url}/models/datasets/${dataset}?${LOSS}`, { ...sent, body: training }],
        ['delete a dataset', `${url}/datasets/${dataset}?force=true`, removing],
      )
      const model = await newModel(db)
      await race(
        ['compile', `${url}/compiled_models/models/${model}`, sent],
        ['delete a model', `${url}/models/${model}`, removing],
      )
    }
  }
  await Promise.all(clients.map(act))
  return String(tally)
}

/** By name: tells what became of what they asked for. */
export const crowds: Record<string, (crowd: Crowd) => Promise<string>> = {
  '8 clients upload the same new zip of 400 pictures, 20 times': uploadEqually,
  '8 clients delete what is being submitted, 20 times': deleteWhatIsSubmitted,
}
