import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { ArchiveError } from '../../src/archive/archive-error.ts'
import { unpack } from './collect-entries.ts'
import { tarEnd, tarHeader, writeTar } from './write-tar.ts'
import { writeZip } from './write-zip.ts'

const limits = { maxEntries: 50, maxEntryBytes: 100_000, maxTotalBytes: 1_000_000, maxDepth: 4 }
const kinds = ['zip', 'tar', 'gzip'] as const
type Kind = (typeof kinds)[number]

/** Whatever the bytes: safe paths and true sizes come out, or an ArchiveError; within ten seconds. */
const expectSafe = async (kind: Kind, bytes: Buffer, pieceBytes = 65_536) => {
  const startedAt = performance.now()
  const outcome = await unpack(kind, bytes, limits, pieceBytes).catch((error: unknown) => error)
  expect(performance.now() - startedAt).toBeLessThan(10_000)
  if (!(outcome instanceof Map)) {
    expect(outcome).toBeInstanceOf(ArchiveError)
    return
  }
  for (const path of outcome.keys()) {
    expect(path).not.toMatch(/^\/|^[a-z]:|\\|\p{Cc}|(?:^|\/)(?:\.|$)|\/\//iu)
    expect(path.split('/').length).toBeLessThanOrEqual(limits.maxDepth + 1)
  }
}

const samples = new Map<Kind, Buffer>()
beforeAll(async () => {
  const items = [
    { name: 'Empty/a.png', data: Buffer.alloc(700, 'a') },
    { name: `Größe/${'long'.repeat(40)}.png`, data: 'b' },
    { name: 'c.png', data: Buffer.alloc(600, 'c') },
  ]
  const tar = await writeTar(items)
  samples.set('tar', tar).set('gzip', gzipSync(tar)).set('zip', writeZip(items))
})

describe.each(kinds)('%s', (kind) => {
  it('of arbitrary bytes', async () => {
    const bytes = fc.uint8Array({ maxLength: 2000 })
    await fc.assert(
      fc.asyncProperty(bytes, (some) => expectSafe(kind, Buffer.from(some))),
      { numRuns: 500 },
    )
  })

  it('with arbitrary changes', async () => {
    const change = fc.record({ at: fc.nat(), bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }) })
    const cut = fc.record({ from: fc.nat(), length: fc.nat(600) })
    const piece = fc.constantFrom(7, 512, 65_536)
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 4 }),
        fc.option(cut),
        piece,
        async (changes, gap, pieceBytes) => {
          const bytes = Buffer.from(samples.get(kind) ?? '')
          for (const { at, bytes: put } of changes) bytes.set(put.slice(0, 1), at % bytes.length)
          const from = gap === null ? bytes.length : gap.from % bytes.length
          const kept = [bytes.subarray(0, from), bytes.subarray(from + (gap?.length ?? 0))]
          await expectSafe(kind, gap === null ? bytes : Buffer.concat(kept), pieceBytes)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

it('with each byte of a small zip changed in turn', async () => {
  const zip = writeZip([{ name: 'E/a.png', data: 'some text' }])
  for (let at = 0; at < zip.length; at += 1) {
    for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
      const changed = Buffer.from(zip)
      changed[at] = value
      await expectSafe('zip', changed)
    }
  }
})

it('with arbitrary names', async () => {
  const piece = fc.constantFrom('..', '.', '/', '\\', 'a', 'C:', '\0', '\n', ' ', 'Icon\r', 'é', '__MACOSX')
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.array(piece, { maxLength: 8 }).map((list) => list.join('')),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(name, { maxLength: 4 }), async (names) => {
      const items = names.map((text) => ({ name: text.toWellFormed() || 'x', data: 'x' }))
      await expectSafe('zip', writeZip(items))
      await expectSafe('tar', await writeTar(items))
    }),
    { numRuns: 1000 },
  )
})

it('with arbitrary long-name headers', async () => {
  const record = fc.oneof(
    fc
      .constantFrom('path', 'size', 'linkpath', '__proto__', 'x')
      .chain((key) =>
        fc
          .tuple(fc.integer({ min: -20, max: 60 }), fc.string({ maxLength: 20 }))
          .map(([length, value]) => `${length} ${key}=${value}\n`),
      ),
    fc.string({ maxLength: 20 }),
  )
  const type = fc.constantFrom('x', 'g', 'L', 'K')
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 5 }), type, async (records, typeflag) => {
      const content = Buffer.from(records.join(''))
      const padding = Buffer.alloc((512 - (content.length % 512)) % 512)
      const size = `${content.length.toString(8).padStart(11, '0')}\0`
      const long = [tarHeader({ name: 'long', size, type: typeflag }), content, padding]
      const file = [tarHeader({ name: 'a.png', size: '00000000003\0' }), Buffer.alloc(512)]
      await expectSafe('tar', Buffer.concat([...long, ...file, tarEnd]))
    }),
    { numRuns: 1000 },
  )
})
