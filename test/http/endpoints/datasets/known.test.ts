import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { writeZip } from '../../../archive/write-zip.ts'
import { createDatasetUnderTest, type DatasetUnderTest } from '../../../support/dataset-under-test.ts'
import { multipart } from '../../../support/multipart.ts'
import { makePicture } from '../../../support/pictures.ts'
import { type RunningApp, startApp } from '../../../support/start-app.ts'

let app: RunningApp
let dataset: DatasetUnderTest
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())
beforeEach(async () => {
  dataset = await createDatasetUnderTest(app)
})

const shaOf = (seed: number) => createHash('sha256').update(makePicture(seed)).digest('hex')
const sums = (pictures: Record<string, number>) =>
  Object.entries(pictures)
    .map(([path, seed]) => `${shaOf(seed)}  ${path}\n`)
    .join('')

/** A zip with a list of pictures, and some that are sent. */
const sync = (list: string, query = '', sent: Record<string, number> = {}) => {
  const pictures = Object.entries(sent).map(([name, seed]) => ({ name, data: makePicture(seed) }))
  const data = writeZip([{ name: 'SHA256SUMS', data: Buffer.from(list) }, ...pictures])
  return app.ask(
    `PUT /datasets/${dataset.id}/?sync=true&known=true${query}`,
    multipart([{ name: 'a.zip', data }]),
  )
}
const incoming = (...seeds: number[]) =>
  app.ask(
    `POST /datasets/${dataset.id}/?layout=unlabelled`,
    multipart(seeds.map((seed) => ({ name: `incoming/${shaOf(seed)}.png`, data: makePicture(seed) }))),
  )

const all = { 'bar/1.png': 1, 'bar/2.png': 2, 'disc/1.png': 3, 'disc/copy.png': 3 }

it('says what it lacks, and takes what it has from where it is', async () => {
  const asked = await sync(sums(all), '&dry_run=true')
  expect(asked).toMatchObject({
    status: 200,
    json: {
      added: 4,
      missing: [
        { path: 'bar/1.png', sha256: shaOf(1) },
        { path: 'bar/2.png', sha256: shaOf(2) },
        { path: 'disc/1.png', sha256: shaOf(3) },
      ],
      dry_run: true,
    },
  })
  expect(await sync(sums(all))).toMatchObject({ status: 409, json: { code: 'conflict' } })
  expect(await dataset.labels()).toEqual({})

  await incoming(1, 3)
  expect(await sync(sums(all), '', { 'bar/2.png': 2 })).toMatchObject({
    status: 200,
    json: { moved: { count: 2 }, added: 2, removed: { count: 0 }, missing: [] },
  })
  expect(await dataset.labels()).toEqual({
    'bar/1.png': 'bar',
    'bar/2.png': 'bar',
    'disc/1.png': 'disc',
    'disc/copy.png': 'disc',
  })
})

it('keeps others where it is asked to: a copy of theirs is no other name for them', async () => {
  await incoming(1, 2, 3)
  await sync(sums({ 'bar/1.png': 1, 'bar/2.png': 2, 'disc/1.png': 3 }))
  const more = await sync(sums({ 'bar/copy.png': 1, 'disc/1.png': 3 }), '&others=keep&split=test')
  expect(more).toMatchObject({
    status: 200,
    json: {
      added: 1,
      same: { count: 1 },
      moved: { count: 0 },
      removed: { count: 0 },
      relabelled: { count: 1 },
    },
  })
  expect(Object.keys(await dataset.labels()).sort()).toEqual([
    'bar/1.png',
    'bar/2.png',
    'bar/copy.png',
    'disc/1.png',
  ])
})

it('what has come for a name that others have is not left behind', async () => {
  await incoming(1)
  await sync(sums({ 'bar/1.png': 1 }))
  await incoming(2)
  const answer = await sync(sums({ 'bar/1.png': 2 }), '&others=keep')
  expect(answer).toMatchObject({
    json: { replaced: { count: 1 }, moved: { count: 0 }, removed: { count: 0 } },
  })
  expect(await dataset.labels()).toEqual({ 'bar/1.png': 'bar' })
})

it('asks about a layout before any picture is sent', async () => {
  const { status, json } = await sync(sums({ 'a/x/1.png': 1, 'b/y/2.png': 2 }), '&dry_run=true')
  expect({ status, json }).toMatchObject({ status: 422, json: { detail: [{ type: 'layout-ambiguous' }] } })
})

it('refuses a list that sha256sum does not write', async () => {
  expect(await sync('no digest  a/1.png\n')).toMatchObject({
    status: 422,
    json: { detail: [{ msg: 'Line 1 of SHA256SUMS is none that sha256sum writes.' }] },
  })
})

it('takes the list for a file like any other unless it is asked for', async () => {
  await incoming(1)
  const data = writeZip([
    { name: 'SHA256SUMS', data: Buffer.from(sums(all)) },
    { name: 'bar/1.png', data: makePicture(1) },
    { name: 'disc/4.png', data: makePicture(4) },
  ])
  const answer = await app.ask(`PUT /datasets/${dataset.id}/?sync=true`, multipart([{ name: 'a.zip', data }]))
  expect(answer.json).toMatchObject({
    files: 3,
    left_out: [{ reason: 'no-picture', paths: ['a.zip: SHA256SUMS'] }],
  })
})
