import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPictureInspector } from '../../src/picture/create-picture-inspector.ts'
import { readExifOrientation } from '../../src/picture/read-exif-orientation.ts'

const folder = new URL('samples/', import.meta.url)
const sample = (name: string) => readFileSync(new URL(name, folder))
const pictures = readdirSync(folder)

const inspect = (bytes: Buffer, sizes: readonly number[] = [bytes.length || 1], maxPixels = 25_000_000) => {
  const inspector = createPictureInspector({ maxPixels })
  for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
    const end = at + (sizes[piece % sizes.length] ?? 1)
    inspector.push(bytes.subarray(at, end))
    at = end
  }
  return inspector.finish()
}
const code = (bytes: Buffer) => inspect(bytes).problem?.code ?? null

describe('a picture', () => {
  it.each([
    ['baseline.jpg', 'image/jpeg', 40, 30],
    ['progressive.jpg', 'image/jpeg', 40, 30],
    ['grey.jpg', 'image/jpeg', 40, 30],
    ['cmyk.jpg', 'image/jpeg', 40, 30],
    ['restart-markers.jpg', 'image/jpeg', 40, 30],
    ['big-icc.jpg', 'image/jpeg', 40, 30],
    ['exif-rotated.jpg', 'image/jpeg', 30, 40],
    ['exif-little.jpg', 'image/jpeg', 30, 40],
    ['exif-upside-down.jpg', 'image/jpeg', 40, 30],
    ['rgb.png', 'image/png', 40, 30],
    ['rgba.png', 'image/png', 40, 30],
    ['grey.png', 'image/png', 40, 30],
    ['grey-16.png', 'image/png', 40, 30],
    ['grey-alpha.png', 'image/png', 40, 30],
    ['palette.png', 'image/png', 40, 30],
    ['palette-alpha.png', 'image/png', 40, 30],
    ['bilevel.png', 'image/png', 40, 30],
    ['animated.png', 'image/png', 40, 30],
    ['exif-rotated.png', 'image/png', 30, 40],
    ['still.gif', 'image/gif', 40, 30],
    ['animated.gif', 'image/gif', 40, 30],
    ['lossy.webp', 'image/webp', 40, 30],
    ['lossless.webp', 'image/webp', 40, 30],
    ['alpha.webp', 'image/webp', 40, 30],
    ['animated.webp', 'image/webp', 40, 30],
    ['extended.webp', 'image/webp', 30, 40],
    ['rgb.bmp', 'image/bmp', 40, 30],
    ['palette.bmp', 'image/bmp', 40, 30],
    ['bilevel.bmp', 'image/bmp', 40, 30],
    ['photo.tiff', 'image/tiff', 40, 30],
    ['small.avif', 'image/avif', 40, 30],
    ['phone.heic', 'image/heic', 40, 30],
    ['colour.ppm', 'image/x-portable-anymap', 40, 30],
    ['grey.pgm', 'image/x-portable-anymap', 40, 30],
    ['bilevel.pbm', 'image/x-portable-anymap', 40, 30],
    ['text.pgm', 'image/x-portable-anymap', 3, 2],
  ])('%s is %s of %i x %i', (name, mediaType, width, height) => {
    expect(inspect(sample(name))).toEqual({ mediaType, width, height, problem: null })
  })

  const exif = (orientation: number) => {
    const bytes = sample('exif-little.jpg')
    bytes.writeUInt8(orientation, bytes.indexOf(Buffer.from([0x12, 0x01, 3, 0])) + 8)
    return bytes
  }
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'is turned on its side by orientation 5 to 8, here %i',
    (orientation) => {
      const isTurned = orientation >= 5 && orientation <= 8
      expect(inspect(exif(orientation)).width).toBe(isTurned ? 30 : 40)
    },
  )

  it('with two EXIF blocks goes by the first', () => {
    const segment = (bytes: Buffer) => {
      const at = bytes.indexOf(Buffer.from([0xff, 0xe1]))
      return bytes.subarray(at, at + 2 + bytes.readUInt16BE(at + 2))
    }
    const plain = sample('baseline.jpg')
    const withBoth = (one: number, other: number) =>
      Buffer.concat([plain.subarray(0, 2), segment(exif(one)), segment(exif(other)), plain.subarray(2)])
    expect(inspect(withBoth(1, 6)).width).toBe(40)
    expect(inspect(withBoth(6, 1)).width).toBe(30)
  })

  it('as a GIF is as large as a first frame beyond its screen', () => {
    const gif = sample('still.gif')
    gif.writeUInt16LE(10, 6)
    gif.writeUInt16LE(10, 8)
    expect(inspect(gif)).toMatchObject({ width: 40, height: 30, problem: null })
  })

  it('as a WebP may have chunks of odd length, and lack the padding of the last', () => {
    const webp = sample('lossy.webp')
    const odd = (padding: number) => Buffer.concat([Buffer.from('XTRA\x01\0\0\0x'), Buffer.alloc(padding)])
    const build = (...chunks: Buffer[]) => {
      const riff = Buffer.concat([webp.subarray(0, 12), ...chunks])
      riff.writeUInt32LE(riff.length - 8, 4)
      return riff
    }
    const image = webp.subarray(12)
    const whole = { mediaType: 'image/webp', width: 40, height: 30, problem: null }
    expect(inspect(build(odd(1), image))).toEqual(whole)
    expect(inspect(build(image, odd(1)))).toEqual(whole)
    expect(inspect(build(image, odd(0)))).toEqual(whole)
    expect(code(build(odd(0), image))).toBe('not-a-picture')
  })

  it('is inspected rightly by a reader that uses its buffer again', () => {
    const bytes = sample('exif-rotated.jpg')
    const inspector = createPictureInspector()
    const buffer = Buffer.alloc(3)
    for (let at = 0; at < bytes.length; at += buffer.length) {
      inspector.push(buffer.subarray(0, bytes.copy(buffer, 0, at)))
      buffer.fill(0xff)
    }
    expect(inspector.finish()).toMatchObject({ width: 30, height: 40, problem: null })
  })

  it('may have padding or a trailer behind its end', () => {
    for (const name of ['baseline.jpg', 'rgb.png', 'still.gif', 'lossy.webp', 'rgb.bmp']) {
      expect(code(Buffer.concat([sample(name), Buffer.alloc(1000)])), name).toBeNull()
      expect(code(Buffer.concat([sample(name), Buffer.from('trailer \xff\xd9')])), name).toBeNull()
    }
  })
})

describe('a file that is no whole picture', () => {
  it('is recognised as what it is', () => {
    const message = (bytes: Buffer) => inspect(bytes).problem?.message
    expect(inspect(Buffer.alloc(0))).toMatchObject({
      mediaType: null,
      width: null,
      problem: { code: 'empty' },
    })
    expect(message(sample('text.jpg'))).toBe('The file is no picture, but a text.')
    expect(message(sample('drawing.svg'))).toBe('The file is no picture, but an SVG drawing or other XML.')
    expect(message(sample('icon.ico'))).toBe('The file is no picture, but an icon.')
    expect(message(Buffer.from('%PDF-1.7'))).toBe('The file is no picture, but a PDF document.')
    expect(message(Buffer.from('\0\0\0\x18ftypheic'))).toBe(
      'The HEIC picture is cut short: its end is missing.',
    )
    expect(message(Buffer.from('\0\0\0\x18ftypqt  '))).toBe('The file is no picture, but a film.')
    expect(message(Buffer.from('<!DOCTYPE html>'))).toBe(
      'The file is no picture, but a web page or other markup.',
    )
    expect(message(Buffer.from('BMW builds cars, and this is a text about them.'))).toContain('a text')
    expect(message(Buffer.from(`${'é'.repeat(31)}xé`))).toContain('a text')
    expect(message(Buffer.from([0, 1, 2, 3]))).toContain('something else')
  })

  it('is truncated when its end is missing, wherever it was cut behind its header', () => {
    for (const name of pictures.filter((each) => /^(?!trunc|bomb).*\.(png|gif|webp|bmp)$/.test(each))) {
      const bytes = sample(name)
      if (inspect(bytes).problem !== null) continue
      for (let length = 64; length < bytes.length; length += bytes.length > 10_000 ? 997 : 1) {
        expect(code(bytes.subarray(0, length)), `${name} ${length}`).toBe('truncated')
      }
    }
    expect(code(sample('truncated.png'))).toBe('truncated')
  })

  it('as a JPEG is truncated where it was cut before its pixels, and else may lack only its end mark', () => {
    const isBegun = (bytes: Buffer) => bytes.includes(Buffer.from([0xff, 0xda]))
    for (const name of pictures.filter((each) => /^(?!trunc).*\.jpg$/.test(each))) {
      const bytes = sample(name)
      if (inspect(bytes).problem !== null) continue
      for (let length = 64; length < bytes.length; length += bytes.length > 10_000 ? 997 : 1) {
        const cut = bytes.subarray(0, length)
        const { problem, lacksEndMark } = inspect(cut)
        // Of a header that is cut it is not known whether pixels were to follow.
        expect([problem?.code, lacksEndMark], `${name} ${length}`).toEqual(
          lacksEndMark ? [undefined, true] : ['truncated', undefined],
        )
        if (!isBegun(cut)) expect(lacksEndMark, `${name} ${length}`).toBeUndefined()
      }
      expect(inspect(bytes.subarray(0, -2)), name).toMatchObject({ problem: null, lacksEndMark: true })
    }
    expect(inspect(sample('truncated.jpg'))).toMatchObject({ problem: null, lacksEndMark: true })
  })

  it('is too large in pixels whatever it weighs, turned or not', () => {
    expect(inspect(sample('bomb.png'))).toMatchObject({ width: 12_000, problem: { code: 'too-many-pixels' } })
    const bomb = sample('rgb.png')
    bomb.writeUInt32BE(30_000, 16)
    bomb.writeUInt32BE(30_000, 20)
    expect(code(bomb)).toBe('too-many-pixels')
    expect(inspect(sample('rgb.png'), [9], 1200).problem).toBeNull()
    expect(inspect(sample('rgb.png'), [9], 1199).problem?.code).toBe('too-many-pixels')
    expect(inspect(sample('exif-rotated.jpg'), [9], 1199).problem?.code).toBe('too-many-pixels')
  })

  it('is damaged when its structure contradicts itself', () => {
    const changed = (name: string, at: number, ...values: number[]) => {
      const bytes = sample(name)
      bytes.set(values, at)
      return code(bytes)
    }
    expect(changed('rgb.png', 16, 0, 0, 0, 0)).toBe('not-a-picture') // no width
    expect(changed('rgb.png', 12, 0x49, 0x44, 0x41, 0x54)).toBe('not-a-picture') // data before the header
    expect(changed('rgb.png', 33, 0xff)).toBe('not-a-picture') // a chunk of 4 GiB
    expect(changed('baseline.jpg', 4, 0, 1)).toBe('not-a-picture') // a segment shorter than its length
    expect(changed('rgb.bmp', 26, 2)).toBe('not-a-picture') // two planes
    expect(changed('rgb.bmp', 18, 0, 0, 0, 0)).toBe('not-a-picture')
    expect(changed('lossy.webp', 23, 0)).toBe('not-a-picture') // no start code
    expect(changed('lossy.webp', 16, 0xff, 0xff)).toBe('not-a-picture') // a chunk beyond the end
    expect(code(Buffer.from('GIF89a\x01\0\x01\0\0\0\0;'))).toBe('not-a-picture') // no frame
    expect(code(Buffer.from([0xff, 0xd8, 0xff, 0xd9]))).toBe('not-a-picture')
  })
})

describe('whatever the bytes', () => {
  const changed = fc
    .record({
      name: fc.constantFrom(...pictures),
      changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
      length: fc.nat(4000),
    })
    .map(({ name, changes, length }) => {
      const bytes = sample(name).subarray(0, length)
      for (const [at, value] of changes) if (bytes.length > 0) bytes[at % Math.min(bytes.length, 200)] = value
      return bytes
    })
  const magic = fc.constantFrom('\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'GIF89a', 'RIFF\xff\0\0\0WEBP', 'BM', '')
  const arbitrary = fc
    .tuple(magic, fc.uint8Array({ maxLength: 500 }))
    .map(([start, rest]) => Buffer.concat([Buffer.from(start, 'latin1'), rest]))

  it('never throws, and how they are cut makes no difference', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(fc.oneof(changed, arbitrary), cuts, (bytes, sizes) => {
        const whole = inspect(bytes)
        expect(inspect(bytes, sizes)).toEqual(whole)
        expect(inspect(bytes, [1])).toEqual(whole)
        expect(whole.problem === null).toBe(
          whole.problem === null && whole.mediaType !== null && whole.width !== null,
        )
      }),
      { numRuns: 10_000 },
    )
  })

  it('reads an orientation from 1 to 8 out of every EXIF block', () => {
    const block = fc.tuple(
      fc.constantFrom('II*\0', 'MM\0*', 'Exif\0\0II*\0', ''),
      fc.uint8Array({ maxLength: 60 }),
    )
    fc.assert(
      fc.property(block, ([start, rest]) => {
        const orientation = readExifOrientation(Buffer.concat([Buffer.from(start), rest]))
        expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(orientation)
      }),
      { numRuns: 5000 },
    )
  })

  const mib = 1024 * 1024
  const header = sample('baseline.jpg').subarray(0, 200)
  const pngStart = sample('rgb.png').subarray(0, 33)
  it.each([
    ['JPEG fill bytes', Buffer.concat([header, Buffer.alloc(8 * mib, 0xff)])],
    ['JPEG stuffed bytes', Buffer.concat([header, Buffer.alloc(8 * mib, Buffer.from([0xff, 0]))])],
    ['JPEG empty segments', Buffer.concat([header, Buffer.alloc(8 * mib, Buffer.from([0xff, 0xe0, 0, 2]))])],
    [
      'PNG empty chunks',
      Buffer.concat([pngStart, Buffer.alloc(8 * mib, Buffer.from('\0\0\0\0tEXt\0\0\0\0'))]),
    ],
    [
      'GIF blocks of one byte',
      Buffer.concat([sample('still.gif').subarray(0, 900), Buffer.alloc(8 * mib, 1)]),
    ],
    ['GIF padding', Buffer.concat([sample('still.gif').subarray(0, 781), Buffer.alloc(8 * mib)])],
  ])('costs linear time: 8 MiB of %s', (_, bytes) => {
    const time = (some: Buffer) => {
      // Of the processor: the clock of a busy machine says nothing.
      const before = process.cpuUsage()
      inspect(some, [65_536])
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    }
    time(bytes.subarray(0, mib))
    // Eight times as much; what looks back over all that it saw would take 64 times as long.
    expect(time(bytes)).toBeLessThan(24 * time(bytes.subarray(0, mib)) + 100)
  })
})
