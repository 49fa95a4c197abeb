import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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

/** An upload whose client wants to know what became of it. */
const report = (parts: Part[], query = '') => {
  const { body = '', headers } = multipart(parts)
  return app.ask(`POST /datasets/${dataset.id}/${query}`, {
    body,
    headers: { ...headers, Prefer: 'return=representation' },
  })
}
const zipOf = (names: string[], more: { name: string; data: Buffer | string }[] = []) =>
  writeZip([...names.map((name, i) => ({ name, data: makePicture(i) })), ...more])
describe('an upload', () => {
  it('keeps different pictures of one name, within a request and after it, and says so', async () => {
    const { json } = await report([
      { name: 'cat/image.jpg', data: makePicture(1) },
      { name: 'cat/image.jpg', data: makePicture(2) },
    ])
    expect(json).toMatchObject({ added: 2, renamed: { count: 1, files: [{ path: 'cat/image.jpg' }] } })
    const again = await report([
      { name: 'cat/image.jpg', data: makePicture(1) },
      { name: 'cat/image.jpg', data: makePicture(3) },
    ])
    expect(again.json).toMatchObject({ added: 1, same: { count: 1 }, renamed: { count: 1 } })
    expect(Object.values(await dataset.labels())).toEqual(['cat', 'cat', 'cat'])
  })

  it('keeps two files of one name in an archive apart, and pictures of one name in two splits', async () => {
    const data = zipOf([
      'train/cat/1.png',
      'train/dog/1.png',
      'valid/cat/1.png',
      'valid/dog/1.png',
      'valid/cat/1.png',
    ])
    const { status, json } = await report([{ name: 'set.zip', data }])
    expect(status).toBe(200)
    expect(json).toMatchObject({
      added: 5,
      renamed: { count: 1 },
      understood: {
        split_folders: ['train', 'valid'],
        classes: [
          { label: 'cat', train: 1, validation: 2 },
          { label: 'dog', train: 1, validation: 1 },
        ],
      },
    })
    expect((await app.ask(`GET /datasets/${dataset.id}`)).json).toMatchObject({
      classes: { cat: 3, dog: 2 },
      parts: { train: 2, validation: 3, test: 0, unsplit: 0 },
    })
  })

  it('names what it left out, and why', async () => {
    const inner = zipOf(['deep/1.png'])
    const more = [
      { name: 'cat/notes.txt', data: 'a text' },
      { name: '__MACOSX/cat/._1.png', data: 'x' },
      { name: 'cat/more.rar', data: 'Rar!\x1a\x07\x00 and so on' },
      {
        name: 'dog/more.zip',
        data: writeZip([
          { name: '9.png', data: makePicture(9) },
          { name: 'in.zip', data: inner },
        ]),
      },
    ]
    const { json } = await report([{ name: 'set.zip', data: zipOf(['cat/1.png', 'dog/1.png'], more) }])
    expect(json).toMatchObject({ added: 3 })
    const { left_out } = z
      .object({ left_out: z.array(z.object({ reason: z.string(), paths: z.array(z.string()) })) })
      .parse(json)
    expect(Object.fromEntries(left_out.map(({ reason, paths }) => [reason, paths]))).toEqual({
      clutter: ['set.zip: __MACOSX/cat/._1.png'],
      'no-picture': ['set.zip: cat/notes.txt'],
      'foreign-archive': ['set.zip: cat/more.rar'],
      'archive-in-archive': ['set.zip: dog/more/in.zip'],
    })
    expect(Object.keys(await dataset.labels())).toContain('dog/more/9.png')
  })

  it('answers old clients as ever, with a summary in a header', async () => {
    const { text, headers } = await dataset.upload([{ name: 'cat/1.png', data: makePicture(1) }])
    expect(text).toBe('null')
    expect(headers['x-upload-summary']).toContain('1 picture')
  })
})

describe('folders that are not understood', () => {
  it.each([
    ['splits only', ['train/1.png', 'test/2.png', 'valid/3.png'], 'split-folders-only'],
    ['sessions only', ['day1/1.png', 'day2/2.png'], 'sessions-only'],
  ])('are asked about: %s', async (_what, names, code) => {
    const { status, json } = await report([{ name: 'set.zip', data: zipOf(names) }])
    expect({ status, json }).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'files'], type: code }], understood: { layout: 'undecided' } },
    })
    expect(z.object({ hint: z.string() }).parse(json).hint).toMatch(/label/)
    await dataset.expectNothingStored()
  })

  it('are taken once the client has said what they are', async () => {
    const data = zipOf(['train/1.png', 'test/2.png', 'valid/3.png'])
    expect((await report([{ name: 'set.zip', data }], '?layout=classes')).status).toBe(200)
    expect(Object.values(await dataset.labels()).sort()).toEqual(['test', 'train', 'valid'])
  })

  it('below or above the class are no classes', async () => {
    const sessions = ['disc/day1/1.png', 'disc/day2/2.png', 'stub/day1/3.png', 'stub/day2/4.png']
    await report([{ name: 'set.zip', data: zipOf(sessions) }])
    expect([...new Set(Object.values(await dataset.labels()))].sort()).toEqual(['disc', 'stub'])
  })
})

describe('the request', () => {
  it('decides the label of all, also of two archives, which do not overwrite each other', async () => {
    for (const label of ['cat', 'dog']) {
      const data = writeZip([{ name: 'x/1.png', data: makePicture(label === 'cat' ? 1 : 2) }])
      expect((await report([{ name: 'set.zip', data }], `?label=${label}`)).status).toBe(200)
    }
    expect(Object.values(await dataset.labels()).sort()).toEqual(['cat', 'dog'])
  })

  it('is asked about labels that look alike', async () => {
    const parts = [
      { name: 'Cat/1.png', data: makePicture(1) },
      { name: 'cat/2.png', data: makePicture(2) },
    ]
    expect((await report(parts)).json).toMatchObject({ detail: [{ type: 'labels-alike' }] })
    await dataset.expectNothingStored()
    await report(parts, '?labels_alike=keep')
    expect(Object.values(await dataset.labels()).sort()).toEqual(['Cat', 'cat'])
  })

  it('may give the code page of names, and is told where one was guessed', async () => {
    const name = Buffer.concat([Buffer.from([0x94, 0x4c]), Buffer.from('/1.png')])
    const other = Buffer.concat([Buffer.from([0x8c, 0xa2]), Buffer.from('/2.png')])
    const data = writeZip([
      { name, data: makePicture(1), flags: 0 },
      { name: other, data: makePicture(2), flags: 0 },
    ])
    await report([{ name: 'set.zip', data }], '?names=cp932')
    expect(Object.values(await dataset.labels()).sort()).toEqual(['犬', '猫'].sort())
  })

  it('may bring a table of labels', async () => {
    const table = { name: 'labels.csv', data: 'filename,label\n1.png,cat\n2.png,dog\n' }
    const { json } = await report([{ name: 'set.zip', data: zipOf(['1.png', '2.png'], [table]) }])
    expect(json).toMatchObject({ understood: { layout: 'sidecar' } })
  })

  it.each([
    ['Rar!\x1a\x07\x00', 'RAR'],
    ['\xfd7zXZ\x00', 'xz'],
  ])('is refused for an archive that is not read, by its name', async (head, what) => {
    const { status, json } = await report([
      { name: 'a.zip', data: Buffer.from(`${head}${'x'.repeat(300)}`, 'latin1') },
    ])
    expect({ status, json }).toMatchObject({
      status: 422,
      json: { detail: [{ msg: expect.stringContaining(what) }] },
    })
    await dataset.expectNothingStored()
  })
})
