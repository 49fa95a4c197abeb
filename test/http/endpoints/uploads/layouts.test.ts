import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { writeZip } from '../../../archive/write-zip.ts'
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
})

const zipOf = (names: string[], more: { name: string; data: string }[] = []) =>
  writeZip([...names.map((name, i) => ({ name, data: makePicture(i) })), ...more])
const sendZip = (names: string[], query = '', more: { name: string; data: string }[] = []) =>
  dataset.report([{ name: 'set.zip', data: zipOf(names, more) }], query)
const describeDataset = async () => (await app.ask(`GET /datasets/${dataset.id}`)).json

describe('exports whose folders are splits', () => {
  const coco = (names: string[]) =>
    JSON.stringify({
      images: names.map((file_name, id) => ({ id, file_name })),
      annotations: names.map((_, id) => ({ id, image_id: id, category_id: (id % 2) + 1 })),
      categories: [
        { id: 1, name: 'cat' },
        { id: 2, name: 'dog' },
      ],
    })
  const names = (folder: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${folder}/${folder}${i}.png`)
  const bare = (list: string[]) => list.map((name) => name.replace(/^.*\//, ''))

  it('take their classes from COCO, and the folders for the parts', async () => {
    const [train, test] = [names('train', 4), names('test', 2)]
    const { json } = await sendZip([...train, ...test], '', [
      { name: 'train/_annotations.coco.json', data: coco(bare(train)) },
      { name: 'test/_annotations.coco.json', data: coco(bare(test)) },
    ])
    expect(json).toMatchObject({
      added: 6,
      understood: { layout: 'sidecar' },
      left_out: [{ reason: 'sidecar', count: 2 }],
    })
    expect(await describeDataset()).toMatchObject({
      class_counts: [
        { label: 'cat', train: 2, validation: 0, test: 1, unsplit: 0 },
        { label: 'dog', train: 2, validation: 0, test: 1, unsplit: 0 },
      ],
    })
  })

  it('take their classes from boxes in the layout of YOLO, when no picture has several', async () => {
    const send = (boxes: string) =>
      sendZip(['train/images/a.png', 'train/images/b.png'], '', [
        { name: 'data.yaml', data: 'nc: 2\nnames: [cat, dog]\n' },
        { name: 'train/labels/a.txt', data: boxes },
        { name: 'train/labels/b.txt', data: '1 0.5 0.5 0.1 0.1\n' },
        { name: 'README.txt', data: 'exported' },
      ])
    const { status, json } = await send('0 0.5 0.5 0.1 0.1\n1 0.2 0.2 0.1 0.1\n')
    expect({ status, json }).toMatchObject({
      status: 422,
      json: {
        detail: [{ type: 'boxes-of-several-classes' }],
        hint: expect.stringContaining('layout=sidecar'),
      },
    })
    await dataset.expectNothingStored()
    expect((await send('0 0.5 0.5 0.1 0.1\n')).json).toMatchObject({
      added: 2,
      understood: { layout: 'sidecar', sidecars: [{ format: 'YOLO', pictures: 2 }] },
      problems: [{ code: 'boxes-unused' }],
    })
    expect(await dataset.labels()).toEqual({ 'train/images/a.png': 'cat', 'train/images/b.png': 'dog' })
  })

  it('are refused with a question where no file says the classes, and nothing stays', async () => {
    const { status, json } = await sendZip([...names('train', 4), ...names('test', 2)])
    expect({ status, json }).toMatchObject({
      status: 422,
      json: { detail: [{ type: 'split-folders-only' }] },
    })
    await dataset.expectNothingStored()
  })

  it('keep the parts beside the classes, and files can be listed by part', async () => {
    await sendZip([
      'train/cat/1.png',
      'train/dog/1.png',
      'valid/cat/1.png',
      'valid/dog/1.png',
      'test/dog/2.png',
    ])
    const paths = async (split: string) => {
      const { json } = await app.ask(`GET /datasets/${dataset.id}/files?split=${split}`)
      return (json as { path: string }[]).map(({ path }) => path)
    }
    expect(await paths('validation')).toEqual(['valid/cat/1.png', 'valid/dog/1.png'])
    expect(await paths('test')).toEqual(['test/dog/2.png'])
    expect(await paths('none')).toEqual([])
    expect(await describeDataset()).toMatchObject({
      classes: { cat: 2, dog: 3 },
      parts: { train: 2, test: 1 },
    })
  })
})

describe('the class', () => {
  it.each([
    ['sessions below it', ['disc/day1/1.png', 'disc/day2/2.png', 'bar/day1/3.png', 'bar/day2/4.png']],
    [
      'one folder that all of them have',
      ['disc/1.png', 'disc/augmented/2.png', 'bar/3.png', 'bar/augmented/4.png'],
    ],
    ['wrappers around it', ['my set/images/disc/1.png', 'my set/images/bar/2.png']],
  ])('is found with %s', async (_what, names) => {
    expect((await sendZip(names)).status).toBe(200)
    expect([...new Set(Object.values(await dataset.labels()))].sort()).toEqual(['bar', 'disc'])
  })

  it('may be called train, beside others that are no splits', async () => {
    await sendZip(['train/1.png', 'bus/2.png', 'car/3.png'], '?layout=classes')
    expect(Object.values(await dataset.labels()).sort()).toEqual(['bus', 'car', 'train'])
  })

  it('is the folder that the request says, counted from either end', async () => {
    const names = ['a/x/1.png', 'a/y/2.png', 'b/x/3.png', 'b/y/4.png']
    await sendZip(names, '?label_level=1')
    expect([...new Set(Object.values(await dataset.labels()))].sort()).toEqual(['a', 'b'])
    const { json } = await sendZip(names, '?label_level=-1')
    expect(json).toMatchObject({ added: 0, same: { count: 4 }, relabelled: { count: 4 } })
    expect([...new Set(Object.values(await dataset.labels()))].sort()).toEqual(['x', 'y'])
  })

  it('of the request wins over any folder, loose or packed, and keeps two archives apart', async () => {
    for (const label of ['cat', 'dog']) {
      const photos = ['photos/1.png', 'photos/2.png'].map((name, i) => ({
        name,
        data: makePicture(i + (label === 'cat' ? 10 : 20)),
      }))
      await dataset.report([{ name: 'photos.zip', data: writeZip(photos) }], `?label=${label}`)
    }
    await dataset.report([{ name: 'photos/3.png', data: makePicture(30) }], '?label=cat')
    expect(await describeDataset()).toMatchObject({ classes: { cat: 3, dog: 2 }, files: 5 })
  })

  it.each(['0', '99', 'x'])('is no folder %s', async (level) => {
    expect((await sendZip(['a/1.png'], `?label_level=${level}`)).status).toBe(422)
  })
})

it('classes like numbers, and __proto__, are shown in the order of the outputs', async () => {
  const labels = ['1', '10', '2', '__proto__']
  await sendZip(labels.map((label) => `${label}/${label}.png`))
  expect(await describeDataset()).toMatchObject({ class_counts: labels.map((label) => ({ label })) })
})
