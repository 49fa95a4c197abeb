import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { writeZip } from '../../../archive/write-zip.ts'
import { createDatasetUnderTest, type DatasetUnderTest } from '../../../support/dataset-under-test.ts'
import { multipart, type Part } from '../../../support/multipart.ts'
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

/** A zip of pictures, each by its path and the number that makes it. */
const zip = (pictures: Record<string, number>): Part => ({
  name: 'set.zip',
  data: writeZip(Object.entries(pictures).map(([name, seed]) => ({ name, data: makePicture(seed) }))),
})
const sync = (parts: Part[], query = '') =>
  app.ask(`PUT /datasets/${dataset.id}/?sync=true${query}`, multipart(parts))
const shown = z.array(
  z.object({
    id: z.int(),
    path: z.string(),
    label: z.string().nullable(),
    split: z.string().nullable(),
    sha256: z.string(),
  }),
)
const files = async () => shown.parse((await app.ask(`GET /datasets/${dataset.id}/files?limit=1000`)).json)
const idOf = async (path: string) => (await files()).find((file) => file.path === path)?.id

const first = { 'bar/1.png': 1, 'bar/2.png': 2, 'bar/moved.png': 3, 'disc/1.png': 4, 'disc/2.png': 5 }

it('adds, removes, replaces, moves and relabels, and says all of it', async () => {
  await dataset.upload([zip(first)])
  await app.ask(`PATCH /datasets/${dataset.id}/files`, {
    json: { files: [await idOf('disc/1.png')], to: 'bar' },
  })
  await dataset.upload([{ name: 'loose.png', data: makePicture(9) }])
  const moved = await idOf('bar/moved.png')
  const second = { 'bar/1.png': 1, 'disc/moved.png': 3, 'disc/1.png': 4, 'disc/2.png': 50, 'disc/3.png': 6 }
  const { status, json } = await sync([zip(second)])
  expect({ status, json }).toMatchObject({
    status: 200,
    json: {
      files: 5,
      added: 1,
      same: { count: 2, paths: ['set.zip: bar/1.png', 'set.zip: disc/1.png'] },
      moved: { count: 1, files: [{ from: 'bar/moved.png', dataset_path: 'disc/moved.png' }] },
      replaced: { count: 1, paths: ['set.zip: disc/2.png'] },
      relabelled: { count: 2, paths: ['disc/moved.png', 'disc/1.png'] },
      removed: { count: 2, paths: ['bar/2.png', 'loose.png'] },
      dry_run: false,
    },
  })
  expect(await dataset.labels()).toEqual(
    Object.fromEntries(Object.keys(second).map((path) => [path, path.split('/')[0]])),
  )
  expect(await idOf('disc/moved.png')).toBe(moved)
  const again = await sync([zip(second)])
  expect(again.json).toMatchObject({
    added: 0,
    same: { count: 5 },
    relabelled: { count: 0 },
    removed: { count: 0 },
  })
})

it('only says it when asked to', async () => {
  await dataset.upload([zip(first)])
  const before = await files()
  const { json } = await sync([zip({ 'bar/1.png': 1, 'new/1.png': 7 })], '&dry_run=true')
  expect(json).toMatchObject({ added: 1, same: { count: 1 }, removed: { count: 4 }, dry_run: true })
  expect(await files()).toEqual(before)
})

it('takes labels and parts away that the archive does not say', async () => {
  await dataset.upload([zip(first)], '?split=test')
  const { json } = await sync([zip(first)])
  expect(json).toMatchObject({ relabelled: { count: 5 }, removed: { count: 0 } })
  await sync([zip(first)], '&layout=unlabelled')
  expect((await files()).map(({ label, split }) => [label, split])).toEqual(Array(5).fill([null, null]))
})

it.each([
  ['broken', () => Buffer.from(zip(first).data).subarray(0, -30)],
  ['empty', () => writeZip([])],
  ['without a picture', () => writeZip([{ name: 'bar/read.me', data: 'text' }])],
  ['of another kind', () => Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'), Buffer.alloc(99)])],
  ['that has to be asked about', () => zip({ 'Bar/1.png': 1, 'bar/2.png': 2 }).data],
  [
    'broken in its middle',
    () => Buffer.concat([Buffer.from('x'), Buffer.from(zip(first).data).fill(0, 60, 90)]),
  ],
])('changes nothing for an archive %s', async (_what, data) => {
  await dataset.upload([zip({ 'bar/old.png': 8, 'disc/old.png': 9 })])
  const before = await files()
  const { status } = await sync([{ name: 'set.zip', data: data() }])
  expect(status).toBe(422)
  expect(await files()).toEqual(before)
  expect(await dataset.countBlobs()).toBe(2)
})

it.each([
  ['without ?sync=true', '', [() => zip(first)]],
  ['with ?sync=false', '?sync=false', [() => zip(first)]],
  ['of a picture alone', '?sync=true', [() => ({ name: 'bar/1.png', data: makePicture(1) })]],
  [
    'of a picture beside an archive',
    '?sync=true',
    [() => zip(first), () => ({ name: 'b.png', data: makePicture(1) })],
  ],
  ['of nothing', '?sync=true', []],
])('refuses a request %s', async (_what, query, parts) => {
  await dataset.upload([zip({ 'bar/old.png': 8 })])
  const reply = await app.ask(`PUT /datasets/${dataset.id}/${query}`, multipart(parts.map((make) => make())))
  expect(reply.status).toBe(422)
  expect(Object.keys(await dataset.labels())).toEqual(['bar/old.png'])
})

it('takes several archives for one', async () => {
  await dataset.upload([zip(first)])
  const of = (name: string, pictures: Record<string, number>) => ({ ...zip(pictures), name })
  const { json } = await sync([of('cat.zip', { '1.png': 1, '2.png': 2 }), of('dog.zip', { '1.png': 4 })])
  expect(json).toMatchObject({ moved: { count: 3 }, removed: { count: 2 } })
  expect(Object.values(await dataset.labels()).sort()).toEqual(['cat', 'cat', 'dog'])
})

const tree = fc.dictionary(
  fc
    .tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 4 }))
    .map(([label, n]) => `${label}/${n}.png`),
  fc.integer({ min: 1, max: 6 }),
  { minKeys: 1, maxKeys: 8 },
)
it('whatever a dataset was, it is the archive afterwards, and every file is counted', async () => {
  await fc.assert(
    fc.asyncProperty(tree, tree, async (before, after) => {
      dataset = await createDatasetUnderTest(app)
      await dataset.upload([zip(before)], '?label_level=1')
      const had = await files()
      const { json } = await sync([zip(after)], '&label_level=1&report_paths=1000')
      const now = await files()
      expect(Object.fromEntries(now.map(({ path, label }) => [path, label]))).toEqual(
        Object.fromEntries(Object.keys(after).map((path) => [path, path[0]])),
      )
      const counted = z
        .object({
          files: z.int(),
          added: z.int(),
          same: z.object({ count: z.int() }),
          replaced: z.object({ count: z.int() }),
          moved: z.object({ count: z.int() }),
          removed: z.object({ count: z.int() }),
        })
        .parse(json)
      const { added, same, replaced, moved, removed } = counted
      expect(counted.files).toBe(Object.keys(after).length)
      expect(added + same.count + replaced.count + moved.count).toBe(counted.files)
      expect(had.length - removed.count + added).toBe(now.length)
      // The same files still, but for those that were added.
      const ids = new Set(had.map(({ id }) => id))
      expect(now.filter(({ id }) => !ids.has(id))).toHaveLength(added)
      const contents = new Map(had.map(({ id, sha256 }) => [id, sha256]))
      expect(now.filter(({ id, sha256 }) => ids.has(id) && contents.get(id) !== sha256)).toHaveLength(
        replaced.count,
      )
    }),
    { numRuns: 20 },
  )
})
