import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { defaultArchiveLimits } from '../../src/archive/archive-limits.ts'
import { readTar } from '../../src/archive/read-tar.ts'
import { collectEntries, inPieces, unpack } from './collect-entries.ts'
import { type TarItem, tarEnd, tarHeader, writeTar } from './write-tar.ts'

const paths = async (items: readonly TarItem[]) => [...(await unpack('tar', await writeTar(items))).keys()]

describe('a tar', () => {
  const items = [
    { name: './', type: 'directory' },
    { name: './Empty/', type: 'directory' },
    { name: './Empty/a.png', data: 'first' },
    { name: `Occupied/${'long'.repeat(50)}.png`, data: Buffer.alloc(100_000, 7) },
    { name: 'Größe/日本.png', data: '' },
    { name: 'top.png', data: Buffer.alloc(512, 1) },
  ] as const

  it.each([1, 100, 511, 512, 513, 65_536])(
    'is read whole when it comes in pieces of %i bytes',
    async (piece) => {
      const tar = await writeTar(items)
      for (const kind of ['tar', 'gzip'] as const) {
        const found = await unpack(kind, kind === 'tar' ? tar : gzipSync(tar), {}, piece)
        expect([...found].map(([path, bytes]) => [path, bytes.length])).toEqual([
          ['Empty/a.png', 5],
          [`Occupied/${'long'.repeat(50)}.png`, 100_000],
          ['Größe/日本.png', 0],
          ['top.png', 512],
        ])
        expect(found.get('Empty/a.png')?.toString()).toBe('first')
      }
    },
  )

  it('may have names in a code page that is told, beside those of pax, which are UTF-8 always', async () => {
    const header = tarHeader({
      name: Buffer.from('955c2f302e706e67', 'hex'),
      size: '00000000000\0',
    })
    const long = await writeTar([{ name: `\u732b/${'x'.repeat(120)}.png`, data: 'y' }])
    const found: string[] = []
    const tar = Buffer.concat([header, long])
    for await (const { path } of readTar(inPieces(tar), null, defaultArchiveLimits, { names: 'cp932' }))
      found.push(path)
    expect(found).toEqual(['\u8868/0.png', `\u732b/${'x'.repeat(120)}.png`])
  })

  it('may hold a folder that claims a size, as some packers write them', async () => {
    const folder = tarHeader({ name: 'Empty/', size: '00000004000\0', type: '5' })
    const file = tarHeader({ name: 'a.png', size: '00000000000\0' })
    await expect(unpack('tar', Buffer.concat([folder, file, tarEnd]))).resolves.toHaveLength(1)
  })

  it('gives names in NFC and without what file managers leave behind', async () => {
    const left = [
      '__MACOSX/Empty/._a.png',
      'Empty/.DS_Store',
      'Empty/Thumbs.db',
      'desktop.ini',
      '.git/x',
      'E/Icon\r',
    ]
    await expect(paths([...left, 'Gro\u0308\u00dfe//./b.png'].map((name) => ({ name })))).resolves.toEqual([
      'Gr\u00f6\u00dfe/b.png',
    ])
  })

  it('may be left before its end, and bodies unread', async () => {
    const tar = await writeTar(items)
    const seen: string[] = []
    for await (const { path } of readTar(inPieces(tar), null, defaultArchiveLimits)) seen.push(path)
    expect(seen).toHaveLength(4)
    const source = inPieces(tar, 100)
    for await (const { body } of readTar(source, null, defaultArchiveLimits)) {
      await body.return(undefined)
      break
    }
    expect(source.destroyed).toBe(true)
    const partly: string[] = []
    for await (const { path, body } of readTar(inPieces(tar, 100), null, defaultArchiveLimits)) {
      for await (const chunk of body) {
        partly.push(`${path} ${chunk.length > 0}`)
        break
      }
    }
    expect(partly).toHaveLength(3)
  })
})

it('keeps files of one name apart, for each may be another picture', async () => {
  const names = ['Empty/a.png', 'Empty/a.png', 'empty/A.PNG', 'o\u0308.png', '\u00f6.png', 'Empty\\.\\a.png']
  const tar = await writeTar(names.map((name) => ({ name, data: 'x' })))
  const found: string[][] = []
  for await (const { path, spelling } of readTar(inPieces(tar), null, defaultArchiveLimits))
    found.push([path, spelling])
  expect(found).toEqual([
    ['Empty/a.png', 'Empty/a.png'],
    ['Empty/a.png', 'Empty/a.png'],
    ['empty/A.PNG', 'empty/A.PNG'],
    ['\u00f6.png', 'o\u0308.png'],
    ['\u00f6.png', '\u00f6.png'],
    ['Empty/a.png', 'Empty/a.png'],
  ])
})

describe('a tar is refused', () => {
  it('when it holds nothing but folders and clutter, or is no tar in its gzip', async () => {
    await expect(paths([])).rejects.toMatchObject({ code: 'empty' })
    await expect(paths([{ name: '.DS_Store' }])).rejects.toMatchObject({ code: 'empty' })
    const picture = gzipSync(Buffer.alloc(2000, 'one picture'))
    await expect(unpack('gzip', picture)).rejects.toMatchObject({ code: 'foreign' })
  })

  it.each<[string, TarItem]>([
    ['link', { name: 'a', type: 'symlink', linkname: '/etc/passwd' }],
    ['link', { name: 'a', type: 'link', linkname: 'b' }],
    ['link', { name: '__MACOSX/a', type: 'symlink', linkname: 'b' }],
    ['link', { name: 'a', type: 'character-device', devmajor: 1, devminor: 3 }],
    ['link', { name: 'a', type: 'block-device' }],
    ['link', { name: 'a', type: 'fifo' }],
    ['escape', { name: '../a.png' }],
    ['escape', { name: 'Empty/../../a.png' }],
    ['escape', { name: 'Empty/..' }],
    ['escape', { name: '.hidden/../../a.png' }],
    ['escape', { name: '/etc/passwd' }],
    ['escape', { name: '//a' }],
    ['escape', { name: 'C:/a.png' }],
    ['escape', { name: '../', type: 'directory' }],
    ['escape', { name: '..\\..\\a.png' }],
    ['name', { name: 'a\nb.png' }],
    ['name', { name: 'a\u007f.png' }],
    ['name', { name: 'x'.repeat(256) }],
    ['name', { name: 'x/'.repeat(600) }],
    ['depth', { name: `${'x/'.repeat(17)}a.png` }],
  ])('%s: %j', async (code, item) => {
    await expect(unpack('tar', await writeTar([{ name: 'ok.png', data: 'x' }, item]))).rejects.toMatchObject({
      name: 'ArchiveError',
      code,
      hint: expect.stringMatching(/./),
    })
  })

  it('with more entries, bytes or depth than the limits, and not with as many', async () => {
    const tar = await writeTar([
      { name: 'a/', type: 'directory' },
      { name: 'a/1', data: Buffer.alloc(600) },
      { name: 'a/2', data: Buffer.alloc(400) },
    ])
    await expect(
      unpack('tar', tar, { maxEntries: 3, maxEntryBytes: 600, maxTotalBytes: 1000 }),
    ).resolves.toBeDefined()
    await expect(unpack('tar', tar, { maxEntries: 2 })).rejects.toMatchObject({ code: 'too-many-entries' })
    await expect(unpack('tar', tar, { maxEntryBytes: 599 })).rejects.toMatchObject({ code: 'too-large' })
    await expect(unpack('tar', tar, { maxTotalBytes: 999 })).rejects.toMatchObject({ code: 'too-large' })
    await expect(unpack('tar', tar, { maxDepth: 0 })).rejects.toMatchObject({ code: 'depth' })
    await expect(unpack('tar', tar, { maxPathBytes: 2 })).rejects.toMatchObject({
      code: 'name',
      entry: 'a/1',
    })
  })

  it('with a size that is huge, negative or no number', async () => {
    const huge = Buffer.concat([Buffer.from([0x80, 0, 0, 0]), Buffer.alloc(8, 0xff)]).toString('latin1')
    for (const [size, code] of [
      [huge, 'too-large'],
      ['77777777777\0', 'too-large'],
      ['-0000000001\0', 'broken'],
      ['xxxxxxxxxxx\0', 'broken'],
    ] as const) {
      const tar = Buffer.concat([tarHeader({ name: 'a', size }), tarEnd])
      await expect(unpack('tar', tar), size).rejects.toMatchObject({ code })
    }
  })

  it('with a bad checksum, an unknown kind of entry, or no tar in it', async () => {
    const bad = tarHeader({ name: 'a', size: '0\0' }).fill('b', 0, 1)
    await expect(unpack('tar', Buffer.concat([bad, tarEnd]))).rejects.toMatchObject({ code: 'broken' })
    const sparse = tarHeader({ name: 'a', size: '0\0', type: 'S', magic: 'ustar  \0' })
    await expect(unpack('tar', Buffer.concat([sparse, tarEnd]))).rejects.toMatchObject({ code: 'broken' })
    await expect(unpack('gzip', gzipSync('no tar at all'))).rejects.toMatchObject({ code: 'foreign' })
    await expect(unpack('gzip', Buffer.from('no gzip at all'))).rejects.toMatchObject({ code: 'broken' })
  })

  it('with a name that is no UTF-8', async () => {
    const header = tarHeader({ name: 'a', size: '0\0' })
    header[0] = 0xe9
    header.fill(' ', 148, 156)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    await expect(unpack('tar', Buffer.concat([header, tarEnd]))).rejects.toMatchObject({ code: 'name' })
  })
})

describe('a tar that is cut short', () => {
  it('is noticed at every place, between entries and in the end mark too', async () => {
    const tar = await writeTar([
      { name: 'a', data: Buffer.alloc(3000) }, // zeros, which look like an end mark
      { name: 'b', data: 'text' },
      { name: 'c', data: Buffer.alloc(2048) },
    ])
    for (let length = 0; length < tar.length; length += 256) {
      await expect(unpack('tar', tar.subarray(0, length)), String(length)).rejects.toMatchObject({
        code: 'broken',
      })
    }
    await expect(unpack('tar', tar)).resolves.toBeDefined()
    await expect(unpack('tar', Buffer.concat([tar, Buffer.alloc(8192)]))).resolves.toBeDefined()
    await expect(unpack('tar', Buffer.concat([tar, Buffer.from('more')]))).rejects.toMatchObject({
      code: 'broken',
    })
  })

  it('is noticed in a gzip', async () => {
    const packed = gzipSync(await writeTar([{ name: 'a', data: Buffer.alloc(3000, 'x') }]))
    for (let length = 0; length < packed.length; length += 1) {
      await expect(unpack('gzip', packed.subarray(0, length))).rejects.toMatchObject({ code: 'broken' })
    }
  })
})

describe('a bomb', () => {
  const mib = 1024 * 1024

  it('of zeros in a file is refused by its ratio, before it is unpacked', async () => {
    const bomb = gzipSync(await writeTar([{ name: 'a.bmp', data: Buffer.alloc(40 * mib) }]))
    await expect(unpack('gzip', bomb)).rejects.toMatchObject({ code: 'ratio' })
  })

  it('of zeros after the end mark is refused too', async () => {
    const tar = await writeTar([{ name: 'a.png', data: 'x' }])
    const bomb = gzipSync(Buffer.concat([tar, Buffer.alloc(40 * mib)]))
    await expect(unpack('gzip', bomb)).rejects.toMatchObject({ code: 'ratio' })
    const limits = { maxRatio: 1e9, maxTotalBytes: mib, maxEntries: 10 }
    await expect(unpack('gzip', bomb, limits)).rejects.toMatchObject({ code: 'too-large' })
  })

  it('of long names is refused', async () => {
    const header = tarHeader({ name: 'PaxHeader', size: '00020000000\0', type: 'x' }) // 4 MiB
    const bomb = Buffer.concat([
      ...Array(12)
        .fill([header, Buffer.alloc(4 * mib, 'x')])
        .flat(),
      tarEnd,
    ])
    const limits = { maxTotalBytes: mib, maxEntries: 10 }
    await expect(unpack('tar', bomb, limits)).rejects.toMatchObject({ code: 'too-large' })
  })

  it('is not what small or well-packed archives are', async () => {
    await expect(unpack('gzip', gzipSync(await writeTar([])))).rejects.toMatchObject({ code: 'empty' })
    const drawing = Buffer.alloc(mib / 2)
    await expect(
      unpack('gzip', gzipSync(await writeTar([{ name: 'a.bmp', data: drawing }]))),
    ).resolves.toBeDefined()
  })
})

describe('a source that fails', () => {
  const failure = new Error('the database went away')
  const failing = (tar: Buffer) =>
    Readable.from(
      (async function* () {
        yield tar
        throw failure
      })(),
      { objectMode: false },
    )

  it('is not blamed on the archive, between bodies or within one', async () => {
    const tar = await writeTar([{ name: 'a', data: Buffer.alloc(5000, 1) }])
    for (const end of [0, 512, 1000, 5000, tar.length]) {
      for (const packing of [null, 'gzip'] as const) {
        const bytes = packing === null ? tar : gzipSync(tar)
        const reading = collectEntries(
          readTar(failing(bytes.subarray(0, end)), packing, defaultArchiveLimits),
        )
        await expect(reading, `${packing} ${end}`).rejects.toBe(failure)
      }
    }
  })

  it('while nobody reads the body does not bring the process down', async () => {
    const tar = await writeTar([{ name: 'a', data: Buffer.alloc(5000, 1) }])
    const reading = async () => {
      for await (const _ of readTar(failing(tar.subarray(0, 1000)), null, defaultArchiveLimits))
        await sleep(50)
    }
    await expect(reading()).rejects.toBe(failure)
  })

  it('and one that is destroyed ends the reading', async () => {
    const source = new Readable({ read: () => undefined })
    const reading = collectEntries(readTar(source, null, defaultArchiveLimits))
    setTimeout(() => source.destroy(), 20)
    await expect(reading).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' })
  })
})
