import { describe, expect, it } from 'vitest'
import { defaultArchiveLimits } from '../../src/archive/archive-limits.ts'
import type { ArchiveNotice } from '../../src/archive/archive-notice.ts'
import { detectArchive, nameForeignArchive } from '../../src/archive/detect-archive.ts'
import { readZip } from '../../src/archive/read-zip.ts'
import { collectEntries, unpack, zipSource } from './collect-entries.ts'
import { writeZip } from './write-zip.ts'

const items = [
  { name: 'cat/0.png', data: 'meow' },
  { name: 'dog/0.png', data: 'woof' },
]
const zip = writeZip(items)

const readWhole = async (bytes: Buffer) => {
  const notices: ArchiveNotice[] = []
  const options = { tell: (notice: ArchiveNotice) => notices.push(notice) }
  const found = await collectEntries(readZip(zipSource(bytes), defaultArchiveLimits, options))
  return { paths: [...found.keys()], codes: notices.map(({ code }) => code) }
}

describe('what lies around a zip', () => {
  it.each<[string, Buffer]>([
    ['a newline behind', Buffer.concat([zip, Buffer.from('\r\n')])],
    ['much behind', Buffer.concat([zip, Buffer.alloc(60_000, 'x')])],
    ['a program in front', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000), zip])],
    ['the mark of a split in front', Buffer.concat([Buffer.from('PK00'), zip])],
    ['both', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(70_000), zip, Buffer.alloc(9)])],
  ])('is passed over and told: %s', async (_, bytes) => {
    expect(detectArchive(bytes.subarray(0, 262))).toBe('zip')
    expect(await readWhole(bytes)).toEqual({ paths: ['cat/0.png', 'dog/0.png'], codes: ['extra-bytes'] })
  })

  it('is nothing where a zip has a comment', async () => {
    const commented = writeZip(items, { comment: 'made by hand '.repeat(50) })
    expect(await readWhole(commented)).toEqual({ paths: ['cat/0.png', 'dog/0.png'], codes: [] })
  })

  it('is not taken for the whole: a zip within one that was cut short', async () => {
    const inner = { name: 'inner.zip', data: zip, method: 0 }
    const outer = writeZip([{ name: 'a.png', data: 'a' }, inner, { name: 'b.png', data: 'b' }])
    for (let length = outer.length - 1; length > outer.length - 250; length -= 1) {
      await expect(unpack('zip', outer.subarray(0, length)), String(length)).rejects.toMatchObject({
        code: 'broken',
      })
    }
  })
})

describe('a file that is no zip that can be read is named', () => {
  const split = Buffer.from(zip)
  split.writeUInt16LE(1, split.length - 18)
  it.each<[string, Buffer]>([
    ['spanned', split],
    ['spanned', Buffer.concat([Buffer.from('PK\x07\x08'), zip.subarray(0, 60)])],
    ['foreign', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000)])],
    ['empty', writeZip([])],
    ['empty', writeZip([{ name: '__MACOSX/._a.png' }, { name: 'cat/', method: 0 }])],
    ['method', writeZip([{ name: 'a.png', data: 'x', method: 93 }])],
  ])('%s', async (code, bytes) => {
    expect(detectArchive(bytes.subarray(0, 262))).toBe('zip')
    await expect(unpack('zip', bytes)).rejects.toMatchObject({ name: 'ArchiveError', code })
  })

  it.each([
    ['Rar!\x1a\x07\x01\0', 'RAR'],
    ['Rar!\x1a\x07\0', 'RAR'],
    ["7z\xbc\xaf'\x1c", '7z'],
    ['\xfd7zXZ\0', 'xz'],
    ['BZh91AY&SY', 'bzip2'],
    ['\x28\xb5\x2f\xfd', 'zstd'],
    ['!\x02-lh5-', 'LHA'],
  ])('%j', (head, name) => {
    const bytes = Buffer.from(head, 'latin1')
    expect(detectArchive(bytes)).toBeNull()
    expect(nameForeignArchive(bytes)?.message).toContain(name)
  })

  it('and pictures and texts are not taken for archives', () => {
    for (const head of [
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff\xe0',
      'BM6',
      'MZ is how this text begins',
      'Rare birds',
      '',
      'P5 2 2 255\n',
    ]) {
      const bytes = Buffer.from(head, 'latin1')
      expect([detectArchive(bytes), nameForeignArchive(bytes)]).toEqual([null, null])
    }
  })
})

it('clutter is left out and counted', async () => {
  const found: string[] = []
  const passOver = (paths: readonly string[]) => void found.push(...paths)
  const bytes = writeZip([...items, { name: 'cat/.DS_Store' }, { name: '__MACOSX/cat/._0.png' }])
  await collectEntries(readZip(zipSource(bytes), defaultArchiveLimits, { passOver }))
  expect(found).toEqual(['cat/.DS_Store', '__MACOSX/cat/._0.png'])
})
