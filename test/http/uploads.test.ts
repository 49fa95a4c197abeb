import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { writeTar } from '../archive/write-tar.ts'
import { writeZip } from '../archive/write-zip.ts'
import { multipart, type Part } from '../support/multipart.ts'
import { makePicture, sample } from '../support/pictures.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'

let app: RunningApp
let dataset = 0
beforeAll(async () => {
  app = await startApp({ env: { MAX_FILE_MIB: '1', MAX_ARCHIVE_MIB: '2', MAX_UPLOAD_FILES: '600' } })
})
beforeEach(async () => {
  await app.db.knex.raw('delete from datasets')
  await app.db.knex.raw('delete from blobs')
  const { json } = await app.ask('POST /datasets/?dataset_name=n&dataset_desc=d')
  dataset = (json as { id: number }).id
})
afterAll(() => app.stop())

const upload = (parts: Part[], query = '') => app.ask(`POST /datasets/${dataset}/${query}`, multipart(parts))
const files = async () => {
  const { rows } = await app.db.knex.raw('select path, label from dataset_files order by path collate "C"')
  return z.array(z.object({ path: z.string(), label: z.string().nullable() })).parse(rows)
}
const labels = async () => Object.fromEntries((await files()).map(({ path, label }) => [path, label]))
const countBlobs = async () => Number((await app.db.knex.raw('select count(*) as n from blobs')).rows[0].n)
const expectNothingStored = async () => {
  expect(await files()).toEqual([])
  expect(await countBlobs()).toBe(0)
}
const picture = makePicture(1)

describe('an upload', () => {
  it('answers 200 and null, with and without the last slash, and without types in its parts', async () => {
    expect(await upload([{ name: 'a.png', data: picture }])).toMatchObject({ status: 200, text: 'null' })
    const bare = await app.ask(
      `POST /datasets/${dataset}`,
      multipart([{ name: 'b.png', data: picture, type: 'image/png' }]),
    )
    expect(bare).toMatchObject({ status: 200, text: 'null' })
    expect(await labels()).toEqual({ 'a.png': null, 'b.png': null })
    expect(await countBlobs()).toBe(1)
  })

  it('may have 500 files', async () => {
    const parts = Array.from({ length: 500 }, (_, i) => ({
      name: `${i % 2}/p${i}.png`,
      data: makePicture(i),
    }))
    expect((await upload(parts)).status).toBe(200)
    expect((await app.ask(`GET /datasets/${dataset}`)).json).toMatchObject({
      files: 500,
      classes: { '0': 250, '1': 250 },
    })
  })

  it('replaces a file of the same name, within a request and after it', async () => {
    await upload([
      { name: 'A/a.png', data: makePicture(1) },
      { name: 'A/a.png', data: makePicture(2) },
    ])
    await upload([{ name: 'A/a.png', data: makePicture(3) }])
    const [file] = (await app.ask(`GET /datasets/${dataset}/files`)).json as { id: number }[]
    expect((await app.ask(`GET /datasets/${dataset}/files/${file?.id}`)).bytes.equals(makePicture(3))).toBe(
      true,
    )
    expect(await labels()).toEqual({ 'A/a.png': 'A' })
  })

  it('stores equal content once', async () => {
    await upload(['A/1.png', 'A/2.png', 'B/1.png'].map((name) => ({ name, data: picture })))
    expect((await files()).length).toBe(3)
    expect(await countBlobs()).toBe(1)
  })

  it('knows the content, not the name or the type it is said to have', async () => {
    await upload([
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
    await upload([
      { name: 'A/good.png', data: picture },
      { name: 'A/cut.png', data: sample('truncated.png') },
      { name: 'A/text.png', data: 'no picture' },
      { name: 'A/empty.png', data: '' },
    ])
    expect((await app.ask(`GET /datasets/${dataset}`)).json).toMatchObject({
      files: 4,
      problems: 3,
      classes: { A: 1 },
    })
    const bad = (await app.ask(`GET /datasets/${dataset}/files?problem=1`)).json as { problem: object }[]
    for (const { problem } of bad)
      expect(problem).toEqual({
        code: expect.any(String),
        message: expect.any(String),
        hint: expect.any(String),
      })
  })

  it('is refused when nothing in it is a picture, and nothing of it stays', async () => {
    const { status, json } = await upload([
      { name: 'evil.png', data: '<html>' },
      { name: 'b.exe', data: 'MZ' },
    ])
    expect({ status, json }).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'files'] }], body: null },
    })
    await expectNothingStored()
    expect((await upload([{ name: 'empty.zip', data: writeZip([]) }])).status).toBe(422)
    await expectNothingStored()
  })
})

describe('labels', () => {
  it('come from the last folder of a name, else from the query', async () => {
    await upload(
      [
        { name: 'photos/Empty/a.png', data: picture },
        { name: 'C:\\photos\\Full\\b.png', data: picture },
        { name: 'c.png', data: picture },
      ],
      '?label=Half%20full',
    )
    expect(await labels()).toEqual({
      'Empty/a.png': 'Empty',
      'Full/b.png': 'Full',
      'Half full/c.png': 'Half full',
    })
  })

  it.each(['../../evil.png', '/etc/cron.d/evil.png', '..\\..\\evil.png', './evil.png', '../evil.png'])(
    'never lead out of the dataset: %s',
    async (name) => {
      expect((await upload([{ name, data: picture }])).status).toBe(200)
      for (const { path } of await files()) expect(path).toMatch(/^([\w.]+\/)?evil\.png$/)
    },
  )

  it('are Unicode, as the client wrote it', async () => {
    await upload([{ name: 'Tyhjä paikka/kuva 1.png', data: picture }])
    expect(await labels()).toEqual({ 'Tyhjä paikka/kuva 1.png': 'Tyhjä paikka' })
  })

  it('may not be text that cannot be kept', async () => {
    expect((await upload([{ name: 'a.png', data: picture }], '?label=%00')).status).toBe(422)
    await expectNothingStored()
  })
})

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
    expect((await upload([{ name: 'whatever.bin', data: await make() }])).status).toBe(200)
    expect(await labels()).toEqual(unpacked)
    // The archive itself is not kept.
    expect(await countBlobs()).toBe(2)
  })

  it('without folders gives its pictures its own name, or the label of the request', async () => {
    const flat = writeZip([{ name: '1.png', data: picture }])
    await upload([{ name: 'Empty.zip', data: flat }])
    await upload([{ name: 'Empty.zip', data: flat }], '?label=Full')
    expect(await labels()).toEqual({ 'Empty/1.png': 'Empty', 'Full/1.png': 'Full' })
  })

  const link = { name: 'A/link.png', type: 'symlink', linkname: '/etc/passwd' } as const
  it.each([
    [
      'a name that leads out',
      422,
      async () => writeZip([...folders, { name: '../../evil.png', data: picture }]),
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
    const reply = await upload([
      { name: 'good.png', data: makePicture(9) },
      { name: 'x.zip', data: await make() },
    ])
    const detail = status === 422 ? [{ loc: ['body', 'files'] }] : expect.stringContaining('A/2.png')
    expect({ status: reply.status, json: reply.json }).toMatchObject({ status, json: { detail } })
    await expectNothingStored()
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
    const { status, json } = await app.ask(`POST /datasets/${dataset}/`, question)
    expect({ status, json }).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'files'] }], body: null },
    })
    await expectNothingStored()
  })

  it.each(['999', 'x', '-1', '99999999999'])('the dataset %s is 404', async (id) => {
    const { status, json } = await app.ask(
      `POST /datasets/${id}/`,
      multipart([{ name: 'a.png', data: picture }]),
    )
    expect({ status, json }).toMatchObject({ status: 404, json: { detail: expect.any(String) } })
    await expectNothingStored()
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
    const { status, json } = await upload(parts)
    expect({ status, json }).toMatchObject({ status: 413, json: { code: 'too-large' } })
    await expectNothingStored()
  })
})
