import { crc32 } from 'node:zlib'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { defaultArchiveLimits } from '../../src/archive/archive-limits.ts'
import type { ArchiveNotice } from '../../src/archive/archive-notice.ts'
import { decodeFormNames } from '../../src/archive/names/decode-form-names.ts'
import type { NameEncoding } from '../../src/archive/names/name-encodings.ts'
import { readZip } from '../../src/archive/read-zip.ts'
import { zipSource } from './collect-entries.ts'
import { writeZip, type ZipItem } from './write-zip.ts'

const entry = (name: string, encoding: string): ZipItem => ({
  name: iconv.encode(name, encoding),
  flags: 0,
  data: name,
})

/** An entry with a stand-in as its name and the real one in the Unicode Path field. */
const standIn = (name: string, real: string, sum?: number): ZipItem => {
  const raw = Buffer.from(name)
  const body = Buffer.concat([Buffer.from([1]), Buffer.alloc(4), Buffer.from(real)])
  body.writeUInt32LE(sum ?? crc32(raw), 1)
  const header = Buffer.alloc(4)
  header.writeUInt16LE(0x7075)
  header.writeUInt16LE(body.length, 2)
  return { name: raw, flags: 0, data: real, extra: Buffer.concat([header, body]) }
}

const read = async (items: ZipItem[], names: NameEncoding | null = null) => {
  const notices: ArchiveNotice[] = []
  const paths: string[] = []
  const options = { names, tell: (notice: ArchiveNotice) => notices.push(notice) }
  for await (const { path } of readZip(zipSource(writeZip(items)), defaultArchiveLimits, options))
    paths.push(path)
  return { paths, notices }
}

describe('names without a declared code page', () => {
  it.each([
    ['cp932', ['\u732b/0.png', '\u72ac/0.png']],
    ['cp932', ['\u8868/0.png', '\u88cf/0.png']], // the second bytes are backslashes
    ['cp932', ['\u30bd0.png', '\u30bd1.png', '\u30bd2.png']],
    ['cp932', ['\u826f\u54c1/\u8868.png', '\u4e0d\u826f\u54c1/a.png']],
    ['gbk', ['\u732b/0.png', '\u72d7/0.png']],
    ['gbk', ['\u505c\u8f66/0.png', '\u7a7a\u4f4d/0.png']],
    ['big5', ['\u8c93/0.png', '\u72d7/0.png']],
    ['big5', ['\u7a7a\u8eca\u4f4d/0.png', '\u6709\u8eca/0.png']],
    ['cp949', ['\uace0\uc591\uc774/0.png', '\uac1c/0.png']],
    ['cp866', ['\u043a\u043e\u0448\u043a\u0430/0.png', '\u0441\u043e\u0431\u0430\u043a\u0430/0.png']],
    ['windows-1251', ['\u043a\u043e\u0448\u043a\u0430/0.png', '\u0441\u043e\u0431\u0430\u043a\u0430/0.png']],
    ['cp437', ['Gr\u00f6\u00dfe/0.png', '\u00dcbel/0.png']],
    ['cp850', ['S\u00e3o/0.png', '\u00d1and\u00fa/0.png']],
    ['windows-1252', ['th\u00e9/0.png', 'th\u00e8/0.png']],
  ])('are read as what all of them say: %s %j', async (encoding, names) => {
    const { paths, notices } = await read(names.map((name) => entry(name, encoding)))
    expect(paths).toEqual(names)
    expect(notices).toMatchObject([{ code: 'names-guessed', count: names.length }])
    expect(notices[0]?.message).toMatch(/likely to \d\d? %/)
  })

  it('are UTF-8 if all are, without a word', async () => {
    const names = ['\u732b/0.png', 'plain/0.png', 'th\u00e9/0.png']
    expect(await read(names.map((name) => entry(name, 'utf8')))).toEqual({ paths: names, notices: [] })
  })

  it('are read as the client says', async () => {
    const items = [entry('\u043a\u043e\u0442/0.png', 'windows-1251')]
    expect(await read(items, 'windows-1251')).toEqual({ paths: ['\u043a\u043e\u0442/0.png'], notices: [] })
    expect((await read(items, 'cp866')).paths).not.toEqual(['\u043a\u043e\u0442/0.png'])
  })

  it('that are no text in the code page of the client are refused', async () => {
    await expect(read([entry('\u732b/0.png', 'cp932')], 'utf-8')).rejects.toMatchObject({ code: 'name' })
  })

  it('may have backslashes, alone or mixed, for folders', async () => {
    const items = ['a\\0.png', 'data/b\\1.png'].map((name) => entry(name, 'latin1'))
    expect((await read(items)).paths).toEqual(['a/0.png', 'data/b/1.png'])
  })
})

describe('the Unicode Path field', () => {
  it('wins over the stand-in, so that classes stay apart', async () => {
    const items = ['\u732b/0.png', '\u72ac/0.png', 'caf\u00e9/1.png'].map((real) => standIn('_/0.png', real))
    expect((await read(items)).paths).toEqual(['\u732b/0.png', '\u72ac/0.png', 'caf\u00e9/1.png'])
  })

  it('is out of date where its checksum does not fit', async () => {
    expect((await read([standIn('new/0.png', 'old/0.png', 7)])).paths).toEqual(['new/0.png'])
  })

  it('passes the same checks as a name', async () => {
    await expect(read([standIn('a.png', '../a.png')])).rejects.toMatchObject({ code: 'escape' })
  })
})

describe('file names of a form', () => {
  const bytes = (name: string, encoding = 'utf8') => iconv.encode(name, encoding).toString('latin1')
  it.each([
    ['UTF-8', bytes('\u732b/1.png'), '\u732b/1.png'],
    ['filename*', '\u732b/1.png', '\u732b/1.png'],
    ['RFC 2047 in base64', '=?utf-8?B?54yrLzEucG5n?=', '\u732b/1.png'],
    ['RFC 2047 quoted', '=?utf-8?Q?=E7=8C=AB/1_2.png?=', '\u732b/1 2.png'],
    ['percent signs', '%E7%8C%AB/1.png', '\u732b/1.png'],
    ['a percent sign that is one', '100%25 %e9/1.png', '100%25 %e9/1.png'],
    ['Latin-1 from filename*', 'th\u00e9/1.png', 'th\u00e9/1.png'],
    ['plain', 'cat/1.png', 'cat/1.png'],
  ])('%s', async (_, name, text) => {
    expect((await decodeFormNames([name], null)).names).toEqual([text])
  })

  it('of a console in its own code page stay apart', async () => {
    const sent = ['th\u00e9/a0.png', 'th\u00e8/b0.png']
    const decoded = await decodeFormNames(
      sent.map((name) => bytes(name, 'windows-1252')),
      null,
    )
    expect(decoded).toMatchObject({ names: sent, encoding: 'windows-1252' })
    expect(decoded.certainty).toBeLessThan(1)
  })
})
