import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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

const BOUNDARY = 'x'
const good = Buffer.concat([
  Buffer.from('--x\r\nContent-Disposition: form-data; name="files"; filename="a/1.png"\r\n\r\n'),
  makePicture(1),
  Buffer.from('\r\n'),
])
/** A good picture, and another whose part has this head. */
const send = (head: string, end = '--x--\r\n') =>
  app.ask(`POST /datasets/${dataset.id}/`, {
    headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`, Prefer: 'return=representation' },
    body: Buffer.concat([
      good,
      Buffer.from(`--x\r\n${head}\r\n\r\n`, 'latin1'),
      makePicture(2),
      Buffer.from(`\r\n${end}`),
    ]),
  })

describe('a part that the parser would drop without a word', () => {
  it.each([
    ['has no disposition', 'Content-Type: image/png'],
    [
      'has no file name',
      'Content-Disposition: form-data; name="files"\r\nContent-Type: application/octet-stream',
    ],
    [
      'has an empty file name',
      'Content-Disposition: form-data; name="files"; filename=""\r\nContent-Type: application/octet-stream',
    ],
    ['is a text', 'Content-Disposition: form-data; name="files"'],
    ['has no field', 'Content-Disposition: attachment; filename="b/2.png"'],
    [
      'has an unknown charset',
      'Content-Disposition: form-data; name="files"; filename*=klingon\'\'b%2F2.png',
    ],
    ['names no file', 'Content-Disposition: form-data; name="files"; filenamename="b.png"form-data'],
    [
      'has no name behind a broken one',
      'Content-Disposition: form-data; name="files"; filenamename="files"; filename=',
    ],
    ['says nothing', 'Content-Disposition: \t'],
  ])('refuses the upload in words: it %s', async (_what, head) => {
    const { status, json } = await send(head)
    expect({ status, json }).toMatchObject({
      status: 422,
      json: {
        detail: [{ loc: ['body', 'files'], msg: expect.stringMatching(/\w/) }],
        hint: expect.stringMatching(/\w/),
      },
    })
    await dataset.expectNothingStored()
  })

  it('stands behind the end', async () => {
    const { status, json } = await send(
      'Content-Disposition: form-data; name="files"; filename="b/2.png"',
      `--x--\r\n${good.toString('latin1')}`,
    )
    expect({ status, json }).toMatchObject({
      status: 422,
      json: { hint: expect.stringContaining('filename=') },
    })
  })
})

it('an empty part of a browser that chose no file is none', async () => {
  const { status } = await dataset.upload([
    { name: 'a/1.png', data: makePicture(1) },
    { name: '', data: '', type: 'application/octet-stream' },
  ])
  expect(status).toBe(200)
})

it('however a disposition is written, its file is taken or the upload refused', async () => {
  const piece = fc.constantFrom(
    ...[
      'form-data',
      'attachment',
      ';',
      '; ',
      ' ',
      '"',
      "'",
      '\\',
      '=',
      '*',
      '%',
      '%2F',
      '/',
      'ü',
      'a',
      '.png',
      '\t',
      '\r\n ',
    ],
    ...['name="files"', 'filename="b.png"', 'filename=', "filename*=utf-8''", 'size=3'],
  )
  const value = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(''))
  await fc.assert(
    fc.asyncProperty(fc.boolean(), value, async (isNearlyRight, text) => {
      const before = await dataset.countBlobs()
      const { status, json } = await send(
        `Content-Disposition: ${isNearlyRight ? 'form-data; name="files"; filename' : ''}${text}`,
      )
      if (status === 422) expect(await dataset.countBlobs()).toBe(before)
      else {
        expect({ status, json }).toMatchObject({ status: 200 })
        expect(await dataset.countBlobs()).toBe(2)
      }
    }),
    { numRuns: 150 },
  )
})
