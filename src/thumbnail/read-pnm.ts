import { MAX_PIXELS, type Pixels } from './pixels.ts'

/** `P` and a digit, then two or three numbers, with comments from `#` to the end of a line; one space ends them. */
const HEADER = /^P([1-6])(?:\s|#[^\n]*\n)+(\d{1,9})(?:\s|#[^\n]*\n)+(\d{1,9})/
const HIGHEST = /^(?:\s|#[^\n]*\n)+(\d{1,5})/
const MAX_HEADER_BYTES = 4096
const BITMAPS = ['1', '4']
const PIXMAPS = ['3', '6']

/** Samples of pixels written as text; those of a bitmap need no spaces. */
function* textSamples(data: Buffer, at: number, isBitmap: boolean): Generator<number> {
  const numbers = isBitmap ? /[01]/g : /\d+/g
  for (const [digits] of data.toString('latin1', at).matchAll(numbers)) yield Number(digits)
}

function* bits(data: Buffer, at: number, width: number, height: number): Generator<number> {
  const rowBytes = Math.ceil(width / 8)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) yield ((data[at + y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1
}

function* words(data: Buffer, at: number): Generator<number> {
  for (let next = at; next + 2 <= data.length; next += 2) yield data.readUInt16BE(next)
}

/** The pixels of a PBM, PGM or PPM, which sharp does not read; null for anything else, or too many pixels. */
export const readPnm = (data: Buffer): Pixels | null => {
  const head = data.toString('latin1', 0, MAX_HEADER_BYTES)
  const [start, kind = '', columns, rows] = HEADER.exec(head) ?? []
  if (start === undefined) return null
  const [width, height] = [Number(columns), Number(rows)]
  if (width * height === 0 || width * height > MAX_PIXELS) return null
  const isBitmap = BITMAPS.includes(kind)
  const [rest = '', top] = isBitmap ? [] : (HIGHEST.exec(head.slice(start.length)) ?? [])
  const highest = isBitmap ? 1 : Number(top)
  if (!(highest > 0)) return null
  const at = start.length + rest.length + 1
  const channels = PIXMAPS.includes(kind) ? 3 : 1
  const samples = width * height * channels
  const isText = Number(kind) < 4
  if (!isText && highest === 255) {
    const whole = data.subarray(at, at + samples)
    return whole.length < samples ? null : { data: whole, width, height, channels }
  }
  const source = isText
    ? textSamples(data, at, isBitmap)
    : isBitmap
      ? bits(data, at, width, height)
      : highest > 255
        ? words(data, at)
        : data.subarray(at)
  const pixels = Buffer.alloc(samples)
  let next = 0
  for (const value of source) {
    if (next === samples) break
    const light = Math.min(255, Math.round((value * 255) / highest))
    // In a bitmap, 1 is black.
    pixels[next++] = isBitmap ? 255 - light : light
  }
  return { data: pixels, width, height, channels }
}
