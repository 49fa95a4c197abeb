import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { multipart } from '../../support/multipart.ts'
import { makePicture } from '../../support/pictures.ts'
import { useApp } from '../../support/start-app.ts'

/** A file of more than two chunks of the store: a picture with bytes behind its end. */
const content = Buffer.concat([makePicture(1), Buffer.alloc(700_000, 'abcdefg')])
const tag = `"${createHash('sha256').update(content).digest('hex')}"`

const useFile = async () => {
  const app = await useApp()
  await app.ask('POST /datasets/?dataset_name=n&dataset_desc=d')
  await app.ask('POST /datasets/1/', multipart([{ name: 'a/1.png', data: content }]))
  return (headers: Record<string, string> = {}) => app.ask('GET /datasets/1/files/1', { headers })
}

it('goes on where a download broke off', async () => {
  const ask = await useFile()
  const whole = await ask()
  expect(whole).toMatchObject({ status: 200, headers: { etag: tag, 'accept-ranges': 'bytes' } })
  expect(whole.bytes.equals(content)).toBe(true)
  const last = content.length - 1
  for (const [range, start, end] of [
    ['bytes=0-0', 0, 0],
    ['bytes=262143-262144', 262_143, 262_144],
    ['bytes=300000-', 300_000, last],
    ['bytes=-5', last - 4, last],
    [`bytes=10-${last + 100}`, 10, last],
    ['bytes=0-9,10-19', 0, 19],
  ] as const) {
    const part = await ask({ Range: range, 'If-Range': tag })
    expect(part, range).toMatchObject({
      status: 206,
      headers: {
        'content-range': `bytes ${start}-${end}/${content.length}`,
        'content-length': `${end - start + 1}`,
      },
    })
    expect(part.bytes.equals(content.subarray(start, end + 1)), range).toBe(true)
  }
})

it('sends all of it where a range means nothing, or another content', async () => {
  const ask = await useFile()
  for (const headers of [
    { Range: 'bytes=5-10', 'If-Range': '"another"' },
    { Range: 'pages=1-2' },
    { Range: 'bytes=x' },
    { Range: 'bytes=0-1,100-101' },
  ])
    expect((await ask(headers as Record<string, string>)).bytes.length, JSON.stringify(headers)).toBe(
      content.length,
    )
  expect(await ask({ Range: `bytes=${content.length}-` })).toMatchObject({
    status: 416,
    headers: { 'content-range': `bytes */${content.length}` },
    json: { hint: expect.any(String) },
  })
  expect(await ask({ 'If-None-Match': tag })).toMatchObject({ status: 304, text: '' })
})
