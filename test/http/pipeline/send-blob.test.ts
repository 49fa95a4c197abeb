import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { multipart } from '../../support/multipart.ts'
import { makePicture } from '../../support/pictures.ts'
import { useApp } from '../../support/start-app.ts'

/** A file of more than two chunks of the store: a picture with bytes behind its end. */
const content = Buffer.concat([makePicture(1), Buffer.alloc(700_000, 'abcdefg')])
const tag = `"${createHash('sha256').update(content).digest('hex')}"`

const useApplication = async (data: Buffer) => {
  const app = await useApp()
  await app.ask('POST /datasets/?dataset_name=n&dataset_desc=d')
  await app.ask('POST /datasets/1/', multipart([{ name: 'a/1.png', data }]))
  return app
}
const useFile = async () => {
  const app = await useApplication(content)
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

it('many that read slowly get each their own bytes, and one that leaves keeps nobody from them', async () => {
  const large = Buffer.concat([makePicture(2), randomBytes(12 << 20)])
  const { url } = await useApplication(large)
  const download = async (start: number) => {
    const asked = get(`${url}/datasets/1/files/1`, { headers: { Range: `bytes=${start}-` } })
    const [answer] = await once(asked, 'response')
    const digest = createHash('sha256')
    for await (const bytes of answer) {
      digest.update(bytes)
      await sleep(2)
      if (start === 0) return null
    }
    return digest.digest('hex')
  }
  // One begins just before the end of a chunk.
  for (const start of [1, (256 << 10) - 5, 700_000]) {
    const [, sum] = await Promise.all([download(0), download(start)])
    expect(sum, String(start)).toBe(createHash('sha256').update(large.subarray(start)).digest('hex'))
  }
})
