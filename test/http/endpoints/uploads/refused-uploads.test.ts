import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { writeTar } from '../../../archive/write-tar.ts'
import { writeZip } from '../../../archive/write-zip.ts'
import { createDatasetUnderTest, type DatasetUnderTest } from '../../../support/dataset-under-test.ts'
import { multipart } from '../../../support/multipart.ts'
import { makePicture } from '../../../support/pictures.ts'
import { type RunningApp, startApp } from '../../../support/start-app.ts'

let app: RunningApp
let dataset: DatasetUnderTest
beforeAll(async () => {
  app = await startApp({ env: { MAX_FILE_MIB: '1', MAX_ARCHIVE_MIB: '2', MAX_UPLOAD_FILES: '600' } })
})
beforeEach(async () => {
  dataset = await createDatasetUnderTest(app)
})
afterAll(() => app.stop())

const picture = makePicture(1)

const folders = [
  { name: 'set/Empty/1.png', data: makePicture(1) },
  { name: 'set/Full/1.png', data: makePicture(2) },
  { name: 'set/readme.txt', data: 'hello' },
  { name: '__MACOSX/set/Empty/._1.png', data: 'x' },
]
const unpacked = { 'set/Empty/1.png': 'Empty', 'set/Full/1.png': 'Full' }

describe('an archive', () => {
  it.each([
    ['zip', async () => writeZip(folders)],
    ['tar', async () => writeTar(folders)],
    ['tgz', async () => gzipSync(await writeTar(folders))],
  ])('is unpacked, told by its content: %s', async (_kind, make) => {
    expect((await dataset.upload([{ name: 'whatever.bin', data: await make() }])).status).toBe(200)
    expect(await dataset.labels()).toEqual(unpacked)
    // The archive itself is not kept.
    expect(await dataset.countBlobs()).toBe(2)
  })

  it('without folders gives its pictures its own name, or the label of the request', async () => {
    const flat = writeZip([{ name: '1.png', data: picture }])
    await dataset.upload([{ name: 'Empty.zip', data: flat }])
    await dataset.upload([{ name: 'Empty.zip', data: flat }], '?label=Full')
    expect(await dataset.labels()).toEqual({ 'Empty/1.png': 'Empty', 'Full/1.png': 'Full' })
  })

  const link = { name: 'A/link.png', type: 'symlink', linkname: '/etc/passwd' } as const
  it.each([
    [
      'a name that leads out',
      422,
      async () => writeZip([...folders, { name: '../../../evil.png', data: picture }]),
    ],
    ['an absolute name', 422, async () => writeTar([{ name: '/etc/evil.png', data: picture }])],
    ['a link', 422, async () => writeTar([...folders, link])],
    ['a broken directory', 422, async () => writeZip(folders).subarray(0, -10)],
    ['a wrong checksum', 422, async () => writeZip([{ name: 'A/1.png', data: picture, claims: { crc: 1 } }])],
    ['an encrypted entry', 422, async () => writeZip([{ name: 'A/1.png', data: picture, flags: 0x801 }])],
    [
      'a bomb',
      413,
      async () =>
        writeZip([
          { name: 'A/1.png', data: picture },
          { name: 'A/2.png', data: Buffer.alloc(8 << 20) },
        ]),
    ],
    ['half a gzip', 422, async () => gzipSync(await writeTar(folders)).subarray(0, 60)],
    ['a gzip of something else', 422, async () => gzipSync('hello')],
  ])('is refused as a whole with %s', async (_what, status, make) => {
    const reply = await dataset.upload([
      { name: 'good.png', data: makePicture(9) },
      { name: 'x.zip', data: await make() },
    ])
    const detail = status === 422 ? [{ loc: ['body', 'files'] }] : expect.stringContaining('A/2.png')
    expect({ status: reply.status, json: reply.json }).toMatchObject({ status, json: { detail } })
    await dataset.expectNothingStored()
  })
})

describe('what exceeds MAX_UPLOAD_FILES', () => {
  const pictures = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      name: `A/${from + index}.png`,
      data: makePicture(from + index),
    }))
  it.each([
    ['in one archive', async () => [{ name: 'a.zip', data: writeZip(pictures(0, 601)) }]],
    ['in one tar', async () => [{ name: 'a.tar', data: await writeTar(pictures(0, 601)) }]],
    [
      'in several archives',
      async () => [
        { name: 'a.zip', data: writeZip(pictures(0, 400)) },
        { name: 'b.zip', data: writeZip(pictures(400, 400)) },
      ],
    ],
    [
      'in an archive and beside it',
      async () => [{ name: 'a.zip', data: writeZip(pictures(0, 600)) }, ...pictures(600, 1)],
    ],
  ])('%s: 413, and nothing stays', async (_what, parts) => {
    const { status, json } = await dataset.upload(await parts())
    expect({ status, json }).toMatchObject({ status: 413, json: { code: 'too-large' } })
    await dataset.expectNothingStored()
  })

  it('counts what is kept, not folders and clutter', async () => {
    const clutter = pictures(0, 600).map(({ name }) => ({ name: `__MACOSX/${name}`, data: Buffer.from('x') }))
    const { status } = await dataset.upload([
      { name: 'a.zip', data: writeZip([...pictures(0, 600), ...clutter]) },
    ])
    expect(status).toBe(200)
  })
})

describe('what is no upload', () => {
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x' }
  it.each([
    ['no body', {}],
    ['JSON', { json: { files: ['a.png'] } }],
    ['no file', multipart([])],
    ['another field', multipart([{ name: 'a.png', data: picture, field: 'file' }])],
    ['a plain field', multipart([{ data: 'text' }])],
    ['no boundary', { body: 'x', headers: { 'Content-Type': 'multipart/form-data' } }],
    ['nonsense', { body: 'nonsense', headers }],
    ['half a header', { body: '--x\r\nContent-Disp', headers }],
    [
      'no end',
      { body: '--x\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\nabc', headers },
    ],
    ['too many fields', multipart(Array.from({ length: 30 }, (_, i) => ({ data: 'x', field: `f${i}` })))],
  ])('%s: 422 that names the field', async (_what, question) => {
    const { status, json } = await app.ask(`POST /datasets/${dataset.id}/`, question)
    expect({ status, json }).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'files'] }], body: null },
    })
    await dataset.expectNothingStored()
  })

  it.each(['999', 'x', '-1', '99999999999'])('the dataset %s is 404', async (id) => {
    const { status, json } = await app.ask(
      `POST /datasets/${id}/`,
      multipart([{ name: 'a.png', data: picture }]),
    )
    expect({ status, json }).toMatchObject({ status: 404, json: { detail: expect.any(String) } })
    await dataset.expectNothingStored()
  })

  it.each([
    [
      'a large picture',
      [
        { name: 'ok.png', data: picture },
        { name: 'big.png', data: Buffer.concat([picture, Buffer.alloc(1 << 20)]) },
      ],
    ],
    [
      'a large archive',
      [
        { name: 'ok.png', data: picture },
        { name: 'big.zip', data: Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(2 << 20, 7)]) },
      ],
    ],
    ['too many files', Array.from({ length: 601 }, (_, i) => ({ name: `${i}.png`, data: picture }))],
  ])('%s: 413, and nothing stays', async (_what, parts) => {
    const { status, json } = await dataset.upload(parts)
    expect({ status, json }).toMatchObject({ status: 413, json: { code: 'too-large' } })
    await dataset.expectNothingStored()
  })
})
