import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { writeZip } from '../../../archive/write-zip.ts'
import { createDatasetUnderTest, type DatasetUnderTest } from '../../../support/dataset-under-test.ts'
import { multipart } from '../../../support/multipart.ts'
import { makePicture, sample } from '../../../support/pictures.ts'
import { type RunningApp, startApp } from '../../../support/start-app.ts'

let app: RunningApp
let dataset: DatasetUnderTest
beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  dataset = await createDatasetUnderTest(app)
})
afterAll(() => app.stop())

const picture = makePicture(1)

describe('an upload', () => {
  it('answers 200 and null, with and without the last slash, and without types in its parts', async () => {
    expect(await dataset.upload([{ name: 'a.png', data: picture }])).toMatchObject({
      status: 200,
      text: 'null',
    })
    const bare = await app.ask(
      `POST /datasets/${dataset.id}`,
      multipart([{ name: 'b.png', data: picture, type: 'image/png' }]),
    )
    expect(bare).toMatchObject({ status: 200, text: 'null' })
    expect(await dataset.labels()).toEqual({ 'a.png': null, 'b.png': null })
    expect(await dataset.countBlobs()).toBe(1)
  })

  it('may have 500 files', async () => {
    const parts = Array.from({ length: 500 }, (_, i) => ({
      name: `${i % 2}/p${i}.png`,
      data: makePicture(i),
    }))
    expect((await dataset.upload(parts)).status).toBe(200)
    expect((await app.ask(`GET /datasets/${dataset.id}`)).json).toMatchObject({
      files: 500,
      classes: { '0': 250, '1': 250 },
    })
  })

  it('replaces a file of the same name where that is asked, within a request and after it', async () => {
    const parts = [
      { name: 'A/a.png', data: makePicture(1) },
      { name: 'A/a.png', data: makePicture(2) },
    ]
    await dataset.upload(parts, '?on_conflict=replace')
    await dataset.upload([{ name: 'A/a.png', data: makePicture(3) }], '?on_conflict=replace')
    const [file] = (await app.ask(`GET /datasets/${dataset.id}/files`)).json as { id: number }[]
    expect(
      (await app.ask(`GET /datasets/${dataset.id}/files/${file?.id}`)).bytes.equals(makePicture(3)),
    ).toBe(true)
    expect(await dataset.labels()).toEqual({ 'A/a.png': 'A' })
  })

  it('stores equal content once', async () => {
    await dataset.upload(['A/1.png', 'A/2.png', 'B/1.png'].map((name) => ({ name, data: picture })))
    expect((await dataset.files()).length).toBe(3)
    expect(await dataset.countBlobs()).toBe(1)
  })

  it('knows the content, not the name or the type it is said to have', async () => {
    await dataset.upload([
      { name: 'jpeg.png', data: sample('baseline.jpg'), type: 'text/html' },
      { name: 'no-ending', data: picture },
    ])
    const { rows } = await app.db.knex.raw(
      'select path, media_type, problem from dataset_files order by path',
    )
    expect(rows).toEqual([
      { path: 'jpeg.png', media_type: 'image/jpeg', problem: null },
      { path: 'no-ending', media_type: 'image/png', problem: null },
    ])
  })

  it('keeps what is broken out of training, and the rest in', async () => {
    await dataset.upload([
      { name: 'A/good.png', data: picture },
      { name: 'A/cut.png', data: sample('truncated.png') },
      { name: 'A/text.png', data: 'no picture' },
      { name: 'A/empty.png', data: '' },
    ])
    expect((await app.ask(`GET /datasets/${dataset.id}`)).json).toMatchObject({
      files: 4,
      problems: 3,
      classes: { A: 1 },
    })
    const bad = (await app.ask(`GET /datasets/${dataset.id}/files?problem=1`)).json as { problem: object }[]
    for (const { problem } of bad)
      expect(problem).toEqual({
        code: expect.any(String),
        message: expect.any(String),
        hint: expect.any(String),
        source: 'upload',
      })
  })

  it('is refused when nothing in it is a picture, and nothing of it stays', async () => {
    const { status, json } = await dataset.upload([
      { name: 'evil.png', data: '<html>' },
      { name: 'b.exe', data: 'MZ' },
    ])
    expect({ status, json }).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'files'] }], body: null },
    })
    await dataset.expectNothingStored()
    expect((await dataset.upload([{ name: 'empty.zip', data: writeZip([]) }])).status).toBe(422)
    await dataset.expectNothingStored()
  })
})

describe('labels', () => {
  it('come from the query, whatever folders a name has', async () => {
    await dataset.upload(
      [
        { name: 'photos/Empty/a.png', data: picture },
        { name: 'C:\\photos\\Full\\b.png', data: picture },
        { name: 'c.png', data: picture },
      ],
      '?label=Half%20full',
    )
    expect(await dataset.labels()).toEqual({
      'Half full/c.png': 'Half full',
      'Half full/photos/Empty/a.png': 'Half full',
      'Half full/photos/Full/b.png': 'Half full',
    })
  })

  it.each(['../../../evil.png', '/etc/cron.d/evil.png', '..\\..\\evil.png', '../evil.png', '../evil.png'])(
    'never lead out of the dataset: %s',
    async (name) => {
      expect((await dataset.upload([{ name, data: picture }])).status).toBe(200)
      for (const { path } of await dataset.files()) expect(path).toMatch(/^(?!.*\.\.)(\w[\w.]*\/)*evil\.png$/)
    },
  )

  it('are Unicode, as the client wrote it', async () => {
    await dataset.upload([{ name: 'Tyhjä paikka/kuva 1.png', data: picture }])
    expect(await dataset.labels()).toEqual({ 'Tyhjä paikka/kuva 1.png': 'Tyhjä paikka' })
  })

  it('may not be text that cannot be kept', async () => {
    expect((await dataset.upload([{ name: 'a.png', data: picture }], '?label=%00')).status).toBe(422)
    await dataset.expectNothingStored()
  })
})
