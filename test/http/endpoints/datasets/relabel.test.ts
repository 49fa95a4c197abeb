import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { createDatasetUnderTest, type DatasetUnderTest } from '../../../support/dataset-under-test.ts'
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
  await dataset.upload(
    ['bar/1.png', 'bar/2.png', 'disc/1.png', 'disc/2.png', 'disc/3.png'].map((name, at) => ({
      name,
      data: makePicture(at),
    })),
  )
  await dataset.upload([{ name: 'loose.png', data: makePicture(9) }])
})

const shown = z.array(
  z.object({ id: z.int(), path: z.string(), label: z.string().nullable(), split: z.string().nullable() }),
)
const files = async () => shown.parse((await app.ask(`GET /datasets/${dataset.id}/files`)).json)
const idOf = async (path: string) => (await files()).find((file) => file.path === path)?.id ?? 0
const patch = (json: object, { file = 0, query = '' } = {}) =>
  app.ask(`PATCH /datasets/${dataset.id}/files${file ? `/${file}` : ''}${query}`, { json })
const labelsOf = async (label: string | null) =>
  (await files()).filter((file) => file.label === label).map(({ path }) => path)

it('gives one file another label or part; it stays the same file', async () => {
  const file = await idOf('bar/1.png')
  const done = await patch({ label: ' disc ', split: 'test' }, { file })
  expect(done).toMatchObject({
    status: 200,
    json: { id: file, path: 'bar/1.png', label: 'disc', split: 'test' },
  })
  expect((await patch({ split: null }, { file })).json).toMatchObject({ label: 'disc', split: null })
  expect((await patch({ label: null }, { file })).json).toMatchObject({ label: null })
  expect(await labelsOf('bar')).toEqual(['bar/2.png'])
})

it('renames a label, joins two, and labels what has none', async () => {
  expect((await patch({ from: 'bar', to: 'beam' })).json).toEqual({ matched: 2, relabelled: 2, moved: 0 })
  expect((await patch({ from: 'beam', to: 'disc' })).json).toEqual({ matched: 2, relabelled: 2, moved: 0 })
  expect((await patch({ from: null, to: 'disc' })).json).toEqual({ matched: 1, relabelled: 1, moved: 0 })
  expect(await labelsOf('disc')).toHaveLength(6)
})

it('moves between parts, and means only what all of a selection holds for', async () => {
  const two = [await idOf('disc/1.png'), await idOf('bar/1.png')]
  const move = (json: object) => patch({ ...json, split: 'validation' })
  expect((await move({ files: two, from: 'disc' })).json).toEqual({ matched: 1, relabelled: 0, moved: 1 })
  expect((await move({ files: two })).json).toEqual({ matched: 2, relabelled: 0, moved: 1 })
  const back = await patch({ from_split: 'validation', split: 'test', to: 'disc' })
  expect(back.json).toEqual({ matched: 2, relabelled: 1, moved: 2 })
  expect(
    (await files())
      .filter(({ split }) => split === 'test')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(two.sort())
})

it('changes nothing when an id is of no file of this dataset, and says which', async () => {
  const known = await idOf('bar/1.png')
  const refused = await patch({ files: [known, 999_999, 999_998], to: 'disc' })
  expect(refused).toMatchObject({
    status: 404,
    json: { detail: expect.stringContaining('999998, 999999'), code: 'not-found' },
  })
  expect(await labelsOf('bar')).toHaveLength(2)
  const { json } = await app.ask('POST /datasets/?dataset_name=n&dataset_desc=d')
  const { id } = z.object({ id: z.int() }).parse(json)
  const foreign = await app.ask(`PATCH /datasets/${id}/files/${known}`, { json: { label: 'x' } })
  expect(foreign.status).toBe(404)
  await app.ask(`DELETE /datasets/${id}`)
})

it('tells the labels there are to who names one that is not', async () => {
  expect(await patch({ from: 'disk', to: 'disc' })).toMatchObject({
    status: 404,
    json: { hint: expect.stringMatching(/"bar".*"disc"/) },
  })
})

it('asks about a label that looks like one that stays, and about none that goes', async () => {
  const file = await idOf('bar/1.png')
  const asked = await patch({ label: 'Disc' }, { file })
  expect(asked).toMatchObject({
    status: 422,
    json: {
      detail: [{ loc: ['body', 'label'], msg: expect.stringMatching(/"disc".*"Disc"/) }],
      hint: expect.stringContaining('labels_alike'),
    },
  })
  expect((await patch({ from: 'disc', to: 'Disc' })).json).toMatchObject({ relabelled: 3 })
  const merged = await patch({ label: 'dIsc' }, { file, query: '?labels_alike=merge' })
  expect(merged.json).toMatchObject({ label: 'Disc' })
  const kept = await patch({ label: 'DISC' }, { file, query: '?labels_alike=keep' })
  expect(kept.json).toMatchObject({ label: 'DISC' })
  // Both are there now: whoever names one of them means it.
  expect((await patch({ from: 'bar', to: 'DISC' })).status).toBe(200)
})

it.each([
  ['say which files', {}],
  ['say what they are to have', { files: [1] }],
  ['say which files', { to: 'x' }],
  ['>=1', { files: [], to: 'x' }],
  ['<=10000', { files: Array(10_001).fill(1), to: 'x' }],
  ['number', { files: ['1'], to: 'x' }],
  ['nothing is left', { from: 'bar', to: '\u200e' }],
  ['200 characters', { from: 'bar', to: 'x'.repeat(201) }],
  ['>=1', { from: 'bar', to: '' }],
  ['split', { from: 'bar', split: 'none' }],
  ['label', { from: 'bar', label: 'x', to: 'y' }],
])('refuses: %s', async (words, json) => {
  const { status, text } = await patch(json)
  expect({ status, text }).toMatchObject({ status: 422, text: expect.stringContaining(words) })
  expect(await labelsOf('bar')).toHaveLength(2)
})

it.each([[{}], [{ to: 'x' }], [{ label: 5 }], [{ split: 'none' }]])(
  'refuses %j for one file',
  async (json) => {
    expect((await patch(json, { file: await idOf('bar/1.png') })).status).toBe(422)
  },
)
