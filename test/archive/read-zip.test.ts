import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { defaultArchiveLimits } from '../../src/archive/archive-limits.ts'
import { readZip } from '../../src/archive/read-zip.ts'
import { collectEntries, unpack, zipOver, zipSource } from './collect-entries.ts'
import { unixMode, writeZip, type ZipItem } from './write-zip.ts'

const paths = async (items: readonly ZipItem[]) => [...(await unpack('zip', writeZip(items))).keys()]
const noise = (bytes: number) => Buffer.from(Array.from({ length: bytes }, (_, at) => (at * 7919) % 251))

describe('a zip', () => {
  const items: ZipItem[] = [
    { name: 'Empty/', method: 0, externalAttributes: unixMode(0o040755) },
    { name: 'Empty/a.png', data: 'first', externalAttributes: unixMode(0o100644) },
    { name: 'Occupied/b.png', data: noise(200_000) },
    { name: 'stored.png', data: noise(70_000), method: 0 },
    { name: 'nothing.png', data: '' },
    { name: 'none.png', data: '', method: 0 },
  ]

  it.each([1, 100, 65_536])('is read whole when it comes in pieces of %i bytes', async (piece) => {
    const found = await unpack('zip', writeZip(items, { comment: 'made by hand' }), {}, piece)
    expect([...found].map(([path, bytes]) => [path, bytes.length])).toEqual([
      ['Empty/a.png', 5],
      ['Occupied/b.png', 200_000],
      ['stored.png', 70_000],
      ['nothing.png', 0],
      ['none.png', 0],
    ])
    expect(found.get('Occupied/b.png')?.equals(noise(200_000))).toBe(true)
  })

  it('of many small files lets others have their turns meanwhile', async () => {
    const files = 640
    const zip = writeZip(
      Array.from({ length: files }, (_, at) => ({ name: `Empty/${at}.png`, data: noise(5000) })),
    )
    let turns = 0
    const turn = () => {
      turns += 1
      next = setImmediate(turn)
    }
    let next = setImmediate(turn)
    const source = {
      ...zipSource(zip),
      readRange: async (from: number, to: number) => zip.subarray(from, to),
    }
    await collectEntries(readZip(source, defaultArchiveLimits))
    clearImmediate(next)
    expect(turns).toBeGreaterThanOrEqual(files / 20)
  })

  it('with 3,000 files costs few reads of the directory', async () => {
    const zip = writeZip(
      Array.from({ length: 3000 }, (_, at) => ({ name: `Empty/${at}.png`, data: 'x', method: 0 })),
    )
    let reads = 0
    const read = (from: number, to: number) => {
      reads += 1
      return Readable.from([zip.subarray(from, to)])
    }
    const counting = zipOver(zip.length, read)
    expect(await collectEntries(readZip(counting, defaultArchiveLimits))).toHaveLength(3000)
    expect(reads).toBeLessThan(2 * 3000 + 20)
  })

  it('has names in UTF-8 whether declared or not, else in the code page of DOS', async () => {
    await expect(
      paths([
        { name: 'declared/Größe.png' },
        { name: 'undeclared/日本.png', flags: 0 },
        { name: 'Gro\u0308\u00dfe.png' },
      ]),
    ).resolves.toEqual(['declared/Größe.png', 'undeclared/日本.png', 'Gr\u00f6\u00dfe.png'])
    const dos = Buffer.from('dos/Gr\x94\xe1e.png', 'latin1')
    await expect(paths([{ name: 'declared/日本.png' }, { name: dos, flags: 0 }])).resolves.toEqual([
      'declared/日本.png',
      'dos/Größe.png',
    ])
  })

  it('may have backslashes for folders, as old .NET packers write them', async () => {
    await expect(paths([{ name: 'Empty\\a.png' }, { name: 'Empty\\' }])).resolves.toEqual(['Empty/a.png'])
  })

  it('is given without what file managers leave behind', async () => {
    await expect(
      paths([
        { name: '__MACOSX/Empty/._a.png' },
        { name: 'Empty/.DS_Store' },
        { name: 'Empty/thumbs.db' },
        { name: 'a.png' },
      ]),
    ).resolves.toEqual(['a.png'])
  })

  it('may have bodies unread or read in part', async () => {
    const zip = zipSource(writeZip(items), 100)
    let seen = 0
    for await (const { body } of readZip(zip, defaultArchiveLimits)) {
      seen += 1
      if (seen === 2) for await (const _ of body) break
    }
    expect(seen).toBe(5)
  })

  it('made by Python, with zip64 and data descriptors, is read', async () => {
    const script = `
import io, sys, zipfile
class Pipe(io.RawIOBase):
    def writable(self): return True
    def write(self, data): return sys.stdout.buffer.write(data)
with zipfile.ZipFile(Pipe(), 'w', zipfile.ZIP_DEFLATED) as archive:
    archive.mkdir('Empty')
    archive.writestr('Empty/Größe.png', b'x' * 5000)
    with archive.open('Occupied/b.png', 'w', force_zip64=True) as entry: entry.write(b'yz')
`
    const zip = execFileSync('python3', ['-c', script])
    const found = await unpack('zip', zip)
    expect([...found].map(([path, bytes]) => [path, bytes.length])).toEqual([
      ['Empty/Größe.png', 5000],
      ['Occupied/b.png', 2],
    ])
  })
})

describe('a zip is refused', () => {
  it.each<[string, ZipItem]>([
    ['link', { name: 'a', data: '/etc/passwd', externalAttributes: unixMode(0o120777) }],
    ['link', { name: 'a', externalAttributes: unixMode(0o020666) }],
    ['link', { name: 'a', externalAttributes: unixMode(0o010666) }],
    ['encrypted', { name: 'a', data: 'x', flags: 0x801 }],
    ['encrypted', { name: 'a', data: 'x', flags: 0x841 }],
    ['encrypted', { name: 'a', data: 'x'.repeat(20), method: 0, flags: 0x801 }],
    ['encrypted', { name: 'a', data: 'x'.repeat(20), method: 99, flags: 0x801 }],
    ['method', { name: 'a', data: 'x', method: 12 }],
    ['escape', { name: '../a.png' }],
    ['escape', { name: 'Empty/../../a.png' }],
    ['escape', { name: '..\\..\\a.png' }],
    ['escape', { name: '/etc/passwd' }],
    ['escape', { name: '\\\\host\\share' }],
    ['escape', { name: 'C:\\a.png' }],
    ['escape', { name: 'Empty/..\\../..\\a.png' }],
    ['escape', { name: 'Empty/..\\a.png' }],
    ['name', { name: 'a\0.png' }],
    ['name', { name: Buffer.from('\xff\xfe.png', 'latin1') }],
    ['name', { name: 'x'.repeat(256) }],
    ['depth', { name: `${'x/'.repeat(17)}a.png` }],
    ['broken', { name: 'lies.png', data: noise(1000), claims: { size: 999 } }],
    ['broken', { name: 'lies.png', data: noise(1000), claims: { size: 1001 } }],
    ['broken', { name: 'lies.png', data: noise(1000), claims: { crc: 7 } }],
    ['broken', { name: 'lies.png', data: noise(1000), claims: { packedSize: 900 } }],
    ['broken', { name: 'lies.png', data: noise(1000), claims: { packedSize: 9_000_000 } }],
    ['broken', { name: 'lies.png', data: noise(1000), method: 0, claims: { size: 10 } }],
    ['broken', { name: 'lies.png', data: noise(1000), claims: { offset: 20 } }],
    ['broken', { name: 'lies.png', data: noise(1000), claims: { offset: 9_000_000 } }],
    ['broken', { name: 'lies.png', data: noise(1000), claims: { offset: 0 } }],
    ['broken', { name: 'lies.png', data: noise(1000), claims: { signature: 0x04034b51 } }],
    ['too-large', { name: 'lies.png', data: 'x', claims: { size: 0xfffffff0 } }],
    ['broken', { name: 'extra.png', data: 'x', extra: Buffer.from([1, 0, 200, 0]) }],
  ])('%s: %j', async (code, item) => {
    const zip = writeZip([{ name: 'ok.png', data: 'x' }, item])
    await expect(unpack('zip', zip)).rejects.toMatchObject({ name: 'ArchiveError', code })
  })

  it('with more entries, bytes or depth than the limits, and not with as many', async () => {
    const zip = writeZip([
      { name: 'a/', method: 0 },
      { name: 'a/1', data: noise(600) },
      { name: 'a/2', data: noise(400) },
    ])
    await expect(
      unpack('zip', zip, { maxEntries: 3, maxEntryBytes: 600, maxTotalBytes: 1000 }),
    ).resolves.toBeDefined()
    await expect(unpack('zip', zip, { maxEntries: 2 })).rejects.toMatchObject({ code: 'too-many-entries' })
    await expect(unpack('zip', zip, { maxEntryBytes: 599 })).rejects.toMatchObject({ code: 'too-large' })
    await expect(unpack('zip', zip, { maxTotalBytes: 999 })).rejects.toMatchObject({ code: 'too-large' })
    await expect(unpack('zip', zip, { maxDepth: 0 })).rejects.toMatchObject({ code: 'depth' })
  })

  it('before its first file is given, whatever the directory says of the last', async () => {
    const zip = writeZip([{ name: 'ok.png', data: 'x' }, { name: '../a.png' }])
    await expect(readZip(zipSource(zip), defaultArchiveLimits).next()).rejects.toMatchObject({
      code: 'escape',
    })
  })

  it('when it is cut short anywhere', async () => {
    const zip = writeZip([{ name: 'a.png', data: noise(300) }, { name: 'b.png' }])
    for (let length = 0; length < zip.length; length += 1) {
      await expect(unpack('zip', zip.subarray(0, length)), String(length)).rejects.toMatchObject({
        code: 'broken',
      })
    }
  })

  it('when its end record promises other entries', async () => {
    const items = [{ name: 'a.png', data: 'x' }]
    await expect(unpack('zip', writeZip(items, { entryCount: 2 }))).rejects.toMatchObject({ code: 'broken' })
    const many = unpack('zip', writeZip(items, { entryCount: 60_000 }))
    await expect(many).rejects.toMatchObject({ code: 'too-many-entries' })
  })
})

describe('a bomb', () => {
  it('of one file is refused by its ratio', async () => {
    const zip = writeZip([{ name: 'a.bmp', data: Buffer.alloc(40 * 1024 * 1024) }])
    await expect(unpack('zip', zip)).rejects.toMatchObject({ code: 'ratio' })
  })

  it('that hides its size is stopped where the promised bytes end', async () => {
    const claims = { size: 1000 }
    const zip = writeZip([{ name: 'a.bmp', data: Buffer.alloc(40 * 1024 * 1024), claims }])
    let received = 0
    const reading = async () => {
      for await (const { body } of readZip(zipSource(zip), defaultArchiveLimits)) {
        for await (const chunk of body) received += chunk.length
      }
    }
    await expect(reading()).rejects.toMatchObject({ code: 'broken', entry: 'a.bmp' })
    expect(received).toBeLessThanOrEqual(1000)
  })

  it('of many small files is refused by the ratio of all', async () => {
    const data = Buffer.alloc(1_000_000)
    const zip = writeZip(Array.from({ length: 30 }, (_, at) => ({ name: `${at}.bmp`, data })))
    await expect(unpack('zip', zip)).rejects.toMatchObject({ code: 'ratio' })
  })

  it('of entries that share their bytes is refused', async () => {
    const items = [{ name: 'one.png', data: noise(5000) }]
    const zip = writeZip([...items, { name: 'two.png', data: noise(5000), claims: { offset: 0 } }])
    await expect(unpack('zip', zip)).rejects.toMatchObject({
      code: 'broken',
      message: expect.stringContaining('share'),
    })
  })
})

describe('a source that fails', () => {
  it('is not blamed on the archive, wherever it fails', async () => {
    const zip = writeZip([
      { name: 'a.png', data: noise(5000) },
      { name: 'b.png', data: noise(5000), method: 0 },
    ])
    const failure = new Error('the database went away')
    for (let failAt = 0; failAt < 8; failAt += 1) {
      let reads = 0
      const read = (from: number, to: number) =>
        Readable.from(
          (async function* () {
            if (reads++ === failAt) throw failure
            yield zip.subarray(from, to)
          })(),
          { objectMode: false },
        )
      const reading = collectEntries(readZip(zipOver(zip.length, read), defaultArchiveLimits))
      if (failAt < 7) await expect(reading, String(failAt)).rejects.toBe(failure)
      else await expect(reading).resolves.toHaveLength(2)
    }
  })

  it('while nobody reads on does not bring the process down', async () => {
    const zip = writeZip([{ name: 'a.png', data: randomBytes(600_000) }])
    const failure = new Error('the database went away')
    const failing = (bytes: Buffer) =>
      Readable.from(
        (async function* () {
          yield bytes.subarray(0, 100_000)
          await sleep(20)
          throw failure
        })(),
        { objectMode: false },
      )
    const source = zipSource(zip)
    const read = (from: number, to: number) =>
      from > 0 && to - from > 500_000 ? failing(zip.subarray(from, to)) : source.read(from, to)
    const reading = async () => {
      for await (const { body } of readZip(zipOver(zip.length, read), defaultArchiveLimits)) {
        expect((await body.next()).done).toBe(false)
        await sleep(50)
        await expect(async () => {
          for await (const _ of body);
        }).rejects.toBe(failure)
      }
    }
    await reading()
    expect.assertions(2)
  })
})
