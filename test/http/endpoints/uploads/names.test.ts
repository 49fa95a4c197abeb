import { crc32 } from 'node:zlib'
import iconv from 'iconv-lite'
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

const classes = async () => {
  const counts: Record<string, number> = {}
  for (const label of Object.values(await dataset.labels()))
    counts[`${label}`] = (counts[`${label}`] ?? 0) + 1
  return counts
}
/** A zip of two classes of six pictures each, with names as a packer writes them. */
const packed = (
  labels: [string, string],
  pack: (name: string) => { name: Buffer | string; extra?: Buffer },
) =>
  writeZip(
    Array.from({ length: 12 }, (_, i) => ({
      ...pack(`${labels[i % 2]}/${i}.png`),
      flags: 0,
      data: makePicture(i),
    })),
  )

describe('names in archives', () => {
  it.each([
    ['cp932', ['猫', '犬'], '?names=cp932'],
    // The second byte of 表 is a backslash.
    ['cp932', ['表', '空'], '?names=cp932'],
    ['gbk', ['停车', '空位'], '?names=gbk'],
    ['cp866', ['кошка', 'собака'], '?names=cp866'],
  ] as const)('in %s are read as the request says: %j', async (page, labels, query) => {
    const data = packed([...labels], (name) => ({ name: iconv.encode(name, page) }))
    expect((await dataset.report([{ name: 'set.zip', data }], query)).status).toBe(200)
    expect(await classes()).toEqual({ [labels[0]]: 6, [labels[1]]: 6 })
  })

  it('in Japanese are found out, and that is said', async () => {
    const data = packed(['駐車中の車', '空きの場所'], (name) => ({ name: iconv.encode(name, 'cp932') }))
    const { json } = await dataset.report([{ name: 'set.zip', data }])
    expect(await classes()).toEqual({ 駐車中の車: 6, 空きの場所: 6 })
    expect(json).toMatchObject({ problems: [{ code: 'names-guessed', archive: 'set.zip' }] })
  })

  it.each([
    ['one stand-in for both classes', ['猫', '犬']],
    ['accents left out', ['café', 'thé']],
  ] as const)('are those of the Unicode field, whatever the others are: %s', async (_what, labels) => {
    const data = packed([...labels], (text) => {
      const name = Buffer.from(text.replace(/[^\x20-\x7e]/g, ''))
      const body = Buffer.concat([Buffer.alloc(5, 1), Buffer.from(text)])
      body.writeUInt32LE(crc32(name), 1)
      const header = Buffer.from([0x75, 0x70, body.length, 0])
      return { name, extra: Buffer.concat([header, body]) }
    })
    await dataset.report([{ name: 'set.zip', data }])
    expect(await classes()).toEqual({ [labels[0]]: 6, [labels[1]]: 6 })
  })

  it('may mix slashes and backslashes', async () => {
    const data = packed(['cat', 'dog'], (name) => ({ name: `data/${name.replace('/', '\\')}` }))
    await dataset.report([{ name: 'set.zip', data }])
    expect(await classes()).toEqual({ cat: 6, dog: 6 })
  })
})

describe('names of form parts', () => {
  it.each([
    ['filename*', "filename*=utf-8''%E7%8C%AB%2F1.png"],
    ['a bare slash in filename*', "filename*=utf-8''%E7%8C%AB/1.png"],
    ['both', 'filename="__/1.png"; filename*=UTF-8\'\'%E7%8C%AB%2F1.png'],
    ['percent signs', 'filename="%E7%8C%AB/1.png"'],
    ['RFC 2047', 'filename="=?utf-8?B?54yrLzEucG5n?="'],
    ['UTF-8', 'filename="猫/1.png"'],
    ['a semicolon at the end', 'filename="猫/1.png";'],
    ['no quotes', 'filename=猫/1.png'],
    ['no end of the quotes', 'filename="猫/1.png'],
    ['quotes within', 'filename="猫/the "best" one.png"'],
    ['a lone quote after a folder of Windows', 'filename="猫\\1.png'],
  ])('are understood: %s', async (_what, disposition) => {
    expect((await dataset.report([{ disposition, data: makePicture(1) }])).status).toBe(200)
    expect(await classes()).toEqual({ 猫: 1 })
  })

  it('in a code page of Windows are no replacement characters, and that is said', async () => {
    const parts = ['thé', 'thè'].flatMap((label, k) =>
      Array.from({ length: 4 }, (_, i) => ({
        disposition: iconv.encode(`filename="${label}/${'ab'[k]}${i}.png"`, 'cp1252'),
        data: makePicture(4 * k + i),
      })),
    )
    const { json } = await dataset.report(parts, '?names=windows-1252')
    expect(json).toMatchObject({ added: 8 })
    expect(await classes()).toEqual({ thé: 4, thè: 4 })
    const again = await createDatasetUnderTest(app)
    const guessed = await again.report(parts, '?labels_alike=keep')
    expect(guessed.json).toMatchObject({ added: 8, problems: [{ code: 'names-guessed' }] })
    expect(Object.values(await again.labels()).join()).not.toContain('\ufffd')
    expect(new Set(Object.values(await again.labels())).size).toBe(2)
  })
})

describe('pictures of one name', () => {
  it('are all kept, ten in a request and ten in requests of their own', async () => {
    const photo = (n: number) => ({ name: 'image.jpg', data: makePicture(n) })
    await dataset.report(
      Array.from({ length: 10 }, (_, n) => photo(n)),
      '?label=disc',
    )
    for (let n = 10; n < 20; n += 1) await dataset.report([photo(n)], '?label=disc')
    expect(await classes()).toEqual({ disc: 20 })
    // The same once more is no new picture.
    const { json } = await dataset.report([photo(3), photo(17)], '?label=disc')
    expect(json).toMatchObject({ added: 0, same: { count: 2, paths: ['image.jpg', 'image.jpg'] } })
  })

  it('of labels that differ beyond 100 characters are of two classes', async () => {
    const base = 'Animalia_'.repeat(12)
    const parts = ['percula', 'ocellaris'].flatMap((end, k) =>
      Array.from({ length: 3 }, (_, i) => ({ name: `${base}${end}/${i}.png`, data: makePicture(3 * k + i) })),
    )
    await dataset.report(parts)
    expect(await classes()).toEqual({ [`${base}percula`]: 3, [`${base}ocellaris`]: 3 })
  })

  it('of labels beyond what is kept are refused, not cut', async () => {
    const { status, json } = await dataset.report([
      { name: `${'x'.repeat(201)}/1.png`, data: makePicture(1) },
    ])
    expect({ status, json }).toMatchObject({ status: 422, json: { detail: [{ type: 'label-too-long' }] } })
    await dataset.expectNothingStored()
  })
})
