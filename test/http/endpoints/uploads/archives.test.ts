import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { writeTar } from '../../../archive/write-tar.ts'
import { writeZip } from '../../../archive/write-zip.ts'
import { createDatasetUnderTest, type DatasetUnderTest } from '../../../support/dataset-under-test.ts'
import { makePicture } from '../../../support/pictures.ts'
import { type RunningApp, startApp } from '../../../support/start-app.ts'

let app: RunningApp
let dataset: DatasetUnderTest
beforeAll(async () => {
  app = await startApp({ env: { MAX_UPLOAD_FILES: '20' } })
})
afterAll(() => app.stop())
beforeEach(async () => {
  dataset = await createDatasetUnderTest(app)
})

const entries = (folder: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ name: `${folder}${i}.png`, data: makePicture(from + i) }))
const both = [...entries('cat/', 3), ...entries('dog/', 3, 10)]
const classes = async () => {
  const { json } = await app.ask(`GET /datasets/${dataset.id}`)
  return (json as { classes: unknown }).classes
}

describe('an archive', () => {
  it.each([
    ['behind a program', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000), writeZip(both)])],
    ['behind the mark of parts', () => Buffer.concat([Buffer.from('PK00'), writeZip(both)])],
    ['with a line behind its end', () => Buffer.concat([writeZip(both), Buffer.from('\r\n')])],
  ])('is read %s', async (_what, make) => {
    const { json } = await dataset.report([{ name: 'set.zip', data: make() }])
    expect(json).toMatchObject({ added: 6, problems: [{ code: 'extra-bytes' }] })
    expect(await classes()).toEqual({ cat: 3, dog: 3 })
  })

  it.each([
    ['RAR', 'Rar!\x1a\x07\x01\0'],
    ['7z', "7z\xbc\xaf'\x1c"],
    ['xz', '\xfd7zXZ\0'],
    ['bzip2', 'BZh91AY&SY'],
    ['zstd', '\x28\xb5\x2f\xfd'],
  ])('of another kind is named, and how to pack it again: %s', async (kind, head) => {
    const data = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(200)])
    const { status, json } = await dataset.report([{ name: `a.${kind}`, data }])
    expect({ status, json }).toMatchObject({
      status: 422,
      json: { detail: [{ msg: expect.stringContaining(kind) }], hint: expect.stringContaining('.zip') },
    })
  })

  it.each([
    ['an empty zip', () => writeZip([]), 'no files'],
    ['a picture in gzip', () => gzipSync(makePicture(1)), 'no tar archive'],
    [
      'one part of several',
      () => Buffer.concat([Buffer.from('PK\x07\x08'), writeZip(both).subarray(0, 200)]),
      'part',
    ],
    [
      'a method that is not read',
      () => writeZip([{ name: 'a/1.png', data: makePicture(1), method: 12 }]),
      'bzip2',
    ],
  ])('that cannot be read says what it is: %s', async (_what, make, words) => {
    const { status, json } = await dataset.report([{ name: 'a.zip', data: make() }])
    expect({ status, json }).toMatchObject({
      status: 422,
      json: { detail: [{ msg: expect.stringContaining(words) }], hint: expect.any(String) },
    })
    await dataset.expectNothingStored()
  })
})

describe('archives within an archive', () => {
  it('are unpacked: one for each class', async () => {
    const data = writeZip([
      { name: 'cat.zip', data: writeZip(entries('', 3)) },
      { name: 'dog.tar.gz', data: gzipSync(await writeTar(entries('', 3, 10))) },
    ])
    expect((await dataset.report([{ name: 'all.zip', data }])).json).toMatchObject({ files: 6, added: 6 })
    expect(await classes()).toEqual({ cat: 3, dog: 3 })
  })

  it('are unpacked beside folders', async () => {
    const data = writeZip([...both, { name: 'bird.zip', data: writeZip(entries('', 3, 20)) }])
    await dataset.report([{ name: 'all.zip', data }])
    expect(await classes()).toEqual({ bird: 3, cat: 3, dog: 3 })
  })

  it('that hold no pictures, or lie deeper, are named', async () => {
    const deep = writeZip([{ name: 'deep.zip', data: writeZip(entries('', 1, 30)) }, ...entries('', 1, 40)])
    const data = writeZip([
      ...both,
      { name: 'x/empty.zip', data: writeZip([]) },
      { name: 'x/labels.bin.gz', data: gzipSync('numbers') },
      { name: 'x/table.xlsx', data: writeZip([{ name: 'xl/media/image1.png', data: makePicture(50) }]) },
      { name: 'cat/more.zip', data: deep },
    ])
    const { json } = await dataset.report([{ name: 'all.zip', data }])
    expect(json).toMatchObject({ files: 11, added: 7 })
    const left = (json as { left_out: { reason: string; paths: string[] }[] }).left_out
    expect(left.map(({ reason, paths }) => [reason, ...paths])).toEqual([
      ['no-picture', 'all.zip: x/empty.zip'],
      ['no-picture', 'all.zip: x/labels.bin.gz'],
      ['no-picture', 'all.zip: x/table.xlsx'],
      ['archive-in-archive', 'all.zip: cat/more/deep.zip'],
    ])
  })

  it('that are damaged, or too many files together, refuse the upload and are named', async () => {
    const broken = writeZip(entries('', 3)).subarray(0, -10)
    const refused = await dataset.report([
      { name: 'all.zip', data: writeZip([...both, { name: 'x/bird.zip', data: broken }]) },
    ])
    expect(refused).toMatchObject({
      status: 422,
      json: { detail: [{ msg: expect.stringContaining('x/bird.zip') }] },
    })
    const many = await dataset.report([
      {
        name: 'all.zip',
        data: writeZip([...both, { name: 'bird.zip', data: writeZip(entries('', 15, 60)) }]),
      },
    ])
    expect(many).toMatchObject({ status: 413, json: { detail: expect.stringContaining('bird.zip') } })
    await dataset.expectNothingStored()
  })
})
