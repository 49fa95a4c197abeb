import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { writeZip } from '../../../archive/write-zip.ts'
import { createDatasetUnderTest, type DatasetUnderTest } from '../../../support/dataset-under-test.ts'
import { makePicture, sample } from '../../../support/pictures.ts'
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

const listed = z.array(
  z.object({ id: z.int(), path: z.string(), media_type: z.string().nullable(), problem: z.unknown() }),
)
const files = async () => listed.parse((await app.ask(`GET /datasets/${dataset.id}/files`)).json)
const thumbnails = async () => {
  const found: Record<string, number> = {}
  for (const { id, path } of await files())
    found[path] = (await app.ask(`GET /datasets/${dataset.id}/files/${id}/thumbnail`)).status
  return found
}

describe('pictures of cameras, telephones and sensors', () => {
  const kinds = {
    'a/photo.tif': sample('photo.tiff'),
    'a/frame.ppm': sample('colour.ppm'),
    'a/frame.pgm': sample('grey.pgm'),
    'b/small.avif': sample('small.avif'),
    'b/IMG_1.HEIC': sample('phone.heic'),
    // Whatever they are called.
    'b/no-ending': sample('photo.tiff').subarray(0),
  }
  const parts = Object.entries(kinds).map(([name, data]) => ({ name, data }))

  it.each([
    ['loose', () => parts],
    ['in an archive', () => [{ name: 'set.zip', data: writeZip(parts) }]],
  ])('are taken %s', async (_what, make) => {
    const { json } = await dataset.report(make())
    expect(json).toMatchObject({ files: 6, added: 6, broken: { count: 0 }, left_out: [] })
    expect((await files()).map(({ media_type }) => media_type).sort()).toEqual([
      'image/avif',
      'image/heic',
      'image/tiff',
      'image/tiff',
      'image/x-portable-anymap',
      'image/x-portable-anymap',
    ])
  })

  it('are shown small, but for HEIC, of which it is said', async () => {
    await dataset.report(parts)
    expect(await thumbnails()).toEqual({
      ...Object.fromEntries(Object.keys(kinds).map((name) => [name, 200])),
      'b/IMG_1.HEIC': 422,
    })
    const heic = (await files()).find(({ media_type }) => media_type === 'image/heic')
    const { json } = await app.ask(`GET /datasets/${dataset.id}/files/${heic?.id}/thumbnail`)
    expect(json).toMatchObject({ detail: [{ msg: expect.stringContaining('HEIC') }] })
  })
})

it('pictures of a kind that is not read are named, loose and in archives alike', async () => {
  const jxl = Buffer.concat([Buffer.from('\0\0\0\x0cJXL \r\n\x87\n', 'latin1'), Buffer.alloc(100)])
  const odd = [
    { name: 'a/1.jxl', data: jxl },
    { name: 'a/2.ico', data: sample('icon.ico') },
    { name: 'a/3.svg', data: sample('drawing.svg') },
  ]
  const good = { name: 'a/1.png', data: makePicture(1) }
  const loose = await dataset.report([good, ...odd])
  expect(loose.json).toMatchObject({ files: 4, broken: { count: 3, paths: odd.map(({ name }) => name) } })
  const packed = await dataset.report([{ name: 'set.zip', data: writeZip([good, ...odd]) }])
  expect(packed.json).toMatchObject({
    files: 4,
    same: { count: 1 },
    left_out: [
      { reason: 'no-picture', message: expect.stringContaining('JPEG XL'), paths: ['set.zip: a/1.jxl'] },
      { reason: 'no-picture', message: expect.stringContaining('an icon'), paths: ['set.zip: a/2.ico'] },
      { reason: 'no-picture', message: expect.stringContaining('SVG'), paths: ['set.zip: a/3.svg'] },
    ],
  })
})

it('a JPEG that lacks its end mark is taken, and that is said', async () => {
  const whole = sample('baseline.jpg')
  const { json } = await dataset.report([
    { name: 'a/whole.jpg', data: whole },
    { name: 'a/padded.jpg', data: Buffer.concat([whole, Buffer.alloc(512)]) },
    { name: 'a/no-end.jpg', data: whole.subarray(0, -2) },
    { name: 'a/no-pixels.jpg', data: whole.subarray(0, 100) },
  ])
  expect(json).toMatchObject({
    added: 4,
    broken: { count: 1, paths: ['a/no-pixels.jpg'] },
    problems: [{ code: 'no-end-mark', count: 1, paths: ['a/no-end.jpg'] }],
  })
  expect((await app.ask(`GET /datasets/${dataset.id}`)).json).toMatchObject({
    classes: { a: 3 },
    problems: 1,
  })
})

it.each(['baseline.jpg', 'progressive.jpg', 'grey.jpg', 'restart-markers.jpg'])(
  'a part of %s is not taken for one that lacks its end mark',
  async (name) => {
    const whole = sample(name)
    const open = whole.subarray(0, -2)
    const { json } = await dataset.report([
      { name: 'a/open.jpg', data: open },
      { name: 'a/open-padded.jpg', data: Buffer.concat([open, Buffer.alloc(300)]) },
      { name: 'a/half.jpg', data: whole.subarray(0, whole.length / 2) },
      { name: 'a/most.jpg', data: whole.subarray(0, whole.length * 0.8) },
    ])
    expect(json).toMatchObject({
      added: 4,
      broken: { count: 2, paths: ['a/half.jpg', 'a/most.jpg'] },
      problems: [{ code: 'no-end-mark', paths: ['a/open.jpg', 'a/open-padded.jpg'] }],
    })
    expect((await files()).map(({ problem }) => problem)).toEqual([
      expect.objectContaining({ code: 'truncated', source: 'upload' }),
      expect.objectContaining({ code: 'truncated' }),
      null,
      null,
    ])
  },
)

it('a BMP has a thumbnail', async () => {
  const names = ['rgb.bmp', 'palette.bmp', 'bilevel.bmp']
  await dataset.report(names.map((name) => ({ name, data: sample(name) })))
  expect(await thumbnails()).toEqual(Object.fromEntries(names.map((name) => [name, 200])))
})
