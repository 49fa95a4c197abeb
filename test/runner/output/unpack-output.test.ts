import fc from 'fast-check'
import { type Header, pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { type UnpackOptions, unpackOutput } from '../../../src/runner/output/unpack-output.ts'
import { iterateBytes } from '../../../src/tar/iterate-bytes.ts'
import { cutAt, gatherBytes } from '../support/chunks.ts'

type Member = Partial<Header> & { name: string; content?: Buffer }

const archiveOf = (members: Member[]): Promise<Buffer> => {
  const tar = pack()
  for (const { content, ...header } of members) {
    if (content) tar.entry(header, content)
    else tar.entry(header).end(null)
  }
  tar.finalize()
  return gatherBytes(iterateBytes(tar))
}

const limits = { maxFiles: 5, maxFileBytes: 5000, maxTotalBytes: 10_000 }
const folder: Member = { name: 'out/', type: 'directory' }

const unpack = async (archive: Uint8Array, cuts: number[] = [], onFile?: UnpackOptions['onFile']) => {
  const files = new Map<string, Buffer>()
  const keep: UnpackOptions['onFile'] = async ({ name, body }) =>
    void files.set(name, await gatherBytes(body))
  await unpackOutput(cutAt(archive, cuts), { root: 'out', limits, onFile: onFile ?? keep })
  return files
}

const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/), { maxLength: 5 })

test('files come back byte for byte, wherever the archive is cut into chunks', async () => {
  const contents = fc.array(fc.uint8Array({ maxLength: 1900 }), { minLength: 5, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(names, contents, fc.array(fc.nat()), async (given, bytes, cuts) => {
      const members = given.map((name, i) => ({ name: `out/${name}`, content: Buffer.from(bytes[i] ?? []) }))
      const files = await unpack(await archiveOf([folder, ...members]), cuts)
      expect([...files.keys()]).toEqual(given)
      members.forEach(({ content }, i) => {
        expect(files.get(given[i] ?? '')?.equals(content)).toBe(true)
      })
    }),
    { numRuns: 200 },
  )
})

test('an archive that is cut off anywhere is noticed', async () => {
  const archive = await archiveOf([
    folder,
    { name: 'out/a', content: Buffer.alloc(700, 'a') },
    // Zeros that could be taken for the end of the archive.
    { name: 'out/b', content: Buffer.alloc(3000) },
  ])
  const end = archive.length - 1024
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: end + 1023 }), fc.array(fc.nat()), async (length, cuts) => {
      await expect(unpack(archive.subarray(0, length), cuts)).rejects.toMatchObject({ name: 'EngineError' })
    }),
    { numRuns: 300 },
  )
})

test('zeros at the end of the last file are not taken for the end of the archive', async () => {
  const archive = await archiveOf([folder, { name: 'out/a', content: Buffer.alloc(3000) }])
  for (const missing of [1024, 512]) {
    await expect(unpack(archive.subarray(0, archive.length - missing))).rejects.toMatchObject({
      name: 'EngineError',
    })
  }
})

test('no bytes at all crash or hang the reader', async () => {
  const good = await archiveOf([folder, { name: 'out/a', content: Buffer.from('abc') }])
  const change = fc.record({ at: fc.nat({ max: good.length - 1 }), byte: fc.nat({ max: 255 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 8 }), fc.array(fc.nat()), async (changes, cuts) => {
      const bytes = Buffer.from(good)
      for (const { at, byte } of changes) bytes[at] = byte
      const files = await unpack(bytes, cuts).catch((error: Error) => {
        expect(['OutputError', 'EngineError']).toContain(error.name)
        return null
      })
      for (const name of files?.keys() ?? []) expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
    }),
    { numRuns: 500 },
  )
})

const x = Buffer.from('x')
const refused: [string, Member[]][] = [
  ['a name that climbs', [{ name: 'out/../a', content: x }]],
  ['a name that climbs out', [{ name: '../a', content: x }]],
  ['an absolute name', [{ name: '/etc/passwd', content: x }]],
  ['a name outside the folder', [{ name: 'other/a', content: x }]],
  ['a name in a folder below', [{ name: 'out/a/b', content: x }]],
  ['a folder below', [{ name: 'out/a/', type: 'directory' }]],
  ['a second root', [{ name: 'etc/', type: 'directory' }]],
  ['a backslash', [{ name: 'out/a\\b', content: x }]],
  ['a NUL', [{ name: 'out/a', pax: { path: 'out/a\0b' }, content: x }]],
  ['a name of 101 characters', [{ name: `out/${'a'.repeat(101)}`, content: x }]],
  ['a symbolic link', [{ name: 'out/a', type: 'symlink', linkname: '/etc/passwd' }]],
  ['a hard link', [{ name: 'out/a', type: 'link', linkname: 'out/b' }]],
  ['a character device', [{ name: 'out/a', type: 'character-device' }]],
  ['a block device', [{ name: 'out/a', type: 'block-device' }]],
  ['a fifo', [{ name: 'out/a', type: 'fifo' }]],
  ['a contiguous file', [{ name: 'out/a', type: 'contiguous-file', content: x }]],
  ['a setuid file', [{ name: 'out/a', mode: 0o4755, content: x }]],
  [
    'a name twice',
    [
      { name: 'out/a', content: x },
      { name: 'out/a', content: x },
    ],
  ],
  [
    'a name twice but for its case',
    [
      { name: 'out/a', content: x },
      { name: 'out/A', content: x },
    ],
  ],
  ['too many files', Array.from({ length: 6 }, (_, i) => ({ name: `out/${i}`, content: x }))],
  ['a file too large', [{ name: 'out/a', content: Buffer.alloc(5001) }]],
  ['too much in all', ['a', 'b', 'c'].map((n) => ({ name: `out/${n}`, content: Buffer.alloc(4000) }))],
]

test.each(refused)('%s is refused', async (_what, members) => {
  await expect(unpack(await archiveOf([folder, ...members]))).rejects.toMatchObject({ name: 'OutputError' })
})

test('a giant header is refused without being held', async () => {
  const header = (await archiveOf([
    { name: 'out/a', pax: { comment: 'x'.repeat(5_000_000) }, content: x },
  ])) as Buffer
  await expect(unpack(header)).rejects.toMatchObject({ name: 'OutputError' })
})

test('what the reader leaves unread is skipped', async () => {
  const archive = await archiveOf([
    folder,
    { name: 'out/a', content: Buffer.alloc(4000, 'a') },
    { name: 'out/b', content: Buffer.alloc(4000, 'b') },
  ])
  const seen: string[] = []
  await unpack(archive, [100, 3000, 5000], async ({ name, body }) => {
    seen.push(name)
    if (name === 'a') for await (const _ of body) break
  })
  expect(seen).toEqual(['a', 'b'])
})

test('an error of the reader comes out as it is and closes the source', async () => {
  const archive = await archiveOf([folder, { name: 'out/a', content: Buffer.alloc(4000) }])
  let closed = false
  const source = async function* () {
    try {
      for (let at = 0; at < archive.length; at += 100) yield archive.subarray(at, at + 100)
      for (;;) yield Buffer.alloc(512)
    } finally {
      closed = true
    }
  }
  const error = new Error('disk full')
  const onFile = () => Promise.reject(error)
  await expect(unpackOutput(source(), { root: 'out', limits, onFile })).rejects.toBe(error)
  await expect.poll(() => closed).toBe(true)
})

test('an error of the source comes out as it is, even if the reader wraps it', async () => {
  const archive = await archiveOf([folder, { name: 'out/a', content: Buffer.alloc(4000) }])
  const error = new Error('connection reset')
  const source = async function* () {
    yield archive.subarray(0, 2000)
    throw error
  }
  const onFile: UnpackOptions['onFile'] = async ({ body }) => {
    await gatherBytes(body).catch((cause: unknown) => {
      throw new Error('could not be stored', { cause })
    })
  }
  await expect(unpackOutput(source(), { root: 'out', limits, onFile })).rejects.toBe(error)
})
