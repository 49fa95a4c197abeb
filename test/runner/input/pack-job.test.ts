import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packJob } from '../../../src/runner/input/pack-job.ts'
import type { JobInput } from '../../../src/runner/types.ts'
import { readMembers } from '../../../src/tar/read-members.ts'
import { cutAt, gather, gatherBytes } from '../support/chunks.ts'
import { jobSpecOf } from '../support/shell-job.ts'

const job = jobSpecOf()

const unpack = async (source: AsyncIterable<Uint8Array>) => {
  const files = new Map<string, Buffer>()
  for await (const { header, body } of readMembers(source)) files.set(header.name, await gatherBytes(body))
  return files
}

const input = (name: string, bytes: Uint8Array, cuts: number[] = [], size = bytes.length): JobInput => ({
  name,
  size,
  body: cutAt(bytes, cuts),
})

test('every input comes back byte for byte, after job.json', async () => {
  const content = fc.record({ bytes: fc.uint8Array({ maxLength: 2000 }), cuts: fc.array(fc.nat()) })
  await fc.assert(
    fc.asyncProperty(fc.array(content, { maxLength: 8 }), async (contents) => {
      const inputs = contents.map(({ bytes, cuts }, i) => input(`data/0/${i}`, bytes, cuts))
      const files = await unpack(packJob(job, inputs))
      expect([...files.keys()]).toEqual(['job.json', ...contents.map((_, i) => `data/0/${i}`)])
      expect(JSON.parse(String(files.get('job.json')))).toEqual(job)
      contents.forEach(({ bytes }, i) => {
        expect(files.get(`data/0/${i}`)?.equals(bytes)).toBe(true)
      })
    }),
    { numRuns: 100 },
  )
})

test('equal jobs give equal streams', async () => {
  const stream = () => gatherBytes(packJob(job, [input('picture', Buffer.from('x'))]))
  expect((await stream()).equals(await stream())).toBe(true)
})

test.each([3, 5])('an input of another size than %s promised bytes fails', async (size) => {
  const stream = packJob(job, [input('picture', Buffer.from('four'), [], size)])
  await expect(gather(stream)).rejects.toMatchObject({ name: 'InputError' })
})

test('a failing source fails the stream, with the cause', async () => {
  const cause = new Error('connection lost')
  const body = async function* () {
    yield Buffer.from('a')
    throw cause
  }
  await expect(gather(packJob(job, [{ name: 'picture', size: 4, body: body() }]))).rejects.toMatchObject({
    name: 'InputError',
    cause,
  })
})

test.each(['../x', '/x', 'a/../b', 'a//b', '', '.', 'a\0b', 'a b', 'a\\b'])(
  'the name %j is refused',
  async (name) => {
    await expect(gather(packJob(job, [input(name, Buffer.from('x'))]))).rejects.toMatchObject({
      name: 'InputError',
    })
  },
)

test('sources are read no faster than the stream, and closed when nobody reads on', async () => {
  let pulled = 0
  let closed = false
  const body = async function* () {
    try {
      for (;;) {
        pulled += 1
        yield Buffer.alloc(64 * 1024)
      }
    } finally {
      closed = true
    }
  }
  let read = 0
  for await (const chunk of packJob(job, [{ name: 'picture', size: 2 ** 40, body: body() }])) {
    read += chunk.length
    if (read > 1_000_000) break
  }
  expect(pulled).toBeLessThan(40)
  await expect.poll(() => closed).toBe(true)
})
