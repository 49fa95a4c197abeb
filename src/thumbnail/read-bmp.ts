import { MAX_PIXELS, type Pixels } from './pixels.ts'
import { unpackRunLengths } from './unpack-run-lengths.ts'

const FILE_HEADER_BYTES = 14
const OS2_HEADER_BYTES = 12
const WINDOWS_HEADER_BYTES = 40
/** Where the masks stand, in a header of their own size or behind a plain one. */
const MASKS_AT = FILE_HEADER_BYTES + WINDOWS_HEADER_BYTES
const PLAIN = 0
const MASKED = [3, 6]
/** Bits of an index by the kind of run lengths. */
const RUN_LENGTHS: Record<number, 4 | 8 | undefined> = { 1: 8, 2: 4 }

interface Layout {
  data: Buffer
  pixelsAt: number
  width: number
  height: number
  isTopDown: boolean
  depth: number
  /** Of run lengths. */
  isPacked: boolean
  /** Bits of red, green and blue in a pixel of 16 or 32 bits. */
  masks: [number, number, number]
  /** Where the colours of a palette stand, and how many bytes each has: blue, green, red and perhaps one more. */
  paletteAt: number
  colorBytes: number
}

const readLayout = (data: Buffer): Layout | null => {
  const headerBytes = data.readUInt32LE(FILE_HEADER_BYTES)
  const isOld = headerBytes === OS2_HEADER_BYTES
  if (!isOld && headerBytes < WINDOWS_HEADER_BYTES) return null
  const height = isOld ? data.readUInt16LE(20) : data.readInt32LE(22)
  const depth = data.readUInt16LE(isOld ? 24 : 28)
  const packing = isOld ? PLAIN : data.readUInt32LE(30)
  const isMasked = MASKED.includes(packing)
  const packedDepth = RUN_LENGTHS[packing]
  if (packing !== PLAIN && !isMasked && packedDepth !== depth) return null
  const mask = (at: number) => data.readUInt32LE(MASKS_AT + 4 * at)
  const usual: Layout['masks'] = depth === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff]
  return {
    data,
    pixelsAt: data.readUInt32LE(10),
    width: isOld ? data.readUInt16LE(18) : data.readInt32LE(18),
    height: Math.abs(height),
    isTopDown: height < 0,
    depth,
    isPacked: packedDepth !== undefined,
    masks: isMasked ? [mask(0), mask(1), mask(2)] : usual,
    paletteAt: FILE_HEADER_BYTES + headerBytes,
    colorBytes: isOld ? 3 : 4,
  }
}

/** A sample of 8 bits from those of a pixel that a mask selects. */
const samplerOf = (mask: number) => {
  if (mask === 0) return () => 0
  const shift = 31 - Math.clz32(mask & -mask)
  const highest = mask >>> shift
  return (pixel: number) => Math.round((((pixel & mask) >>> shift) * 255) / highest)
}

/** What gives the three samples of a pixel, by where its row begins and its place in the row, each as a byte or function. */
const colourOf = ({ data, depth, masks, paletteAt, colorBytes }: Layout) => {
  const samplers = masks.map(samplerOf)
  return (rowAt: number, x: number, channel: 0 | 1 | 2): number => {
    if (depth === 24) return data[rowAt + 3 * x + 2 - channel] ?? 0
    if (depth > 8) {
      const pixel = depth === 16 ? data.readUInt16LE(rowAt + 2 * x) : data.readUInt32LE(rowAt + 4 * x)
      return samplers[channel]?.(pixel) ?? 0
    }
    const bit = x * depth
    const index = ((data[rowAt + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
    return data[paletteAt + index * colorBytes + 2 - channel] ?? 0
  }
}

/** The same picture with its run lengths unpacked: a byte for each pixel, and nothing between the rows. */
const unpack = (layout: Layout): Layout => {
  const { data, pixelsAt, width, height, depth } = layout
  const rows = unpackRunLengths(data, { pixelsAt, width, height, depth: depth === 4 ? 4 : 8 })
  return { ...layout, data: Buffer.concat([data.subarray(0, pixelsAt), rows]), depth: 8 }
}

/**
 * The pixels of a BMP, which sharp does not read; null for one that holds a JPEG or PNG, or too many pixels.
 * @throws RangeError where the file is cut short.
 */
export const readBmp = (data: Buffer): Pixels | null => {
  if (data.toString('latin1', 0, 2) !== 'BM') return null
  const found = readLayout(data)
  if (found === null) return null
  const { width, height, pixelsAt, isTopDown } = found
  if (width <= 0 || height === 0 || width * height > MAX_PIXELS) return null
  const layout = found.isPacked ? unpack(found) : found
  const rowBytes = found.isPacked ? width : Math.ceil((width * found.depth) / 32) * 4
  if (pixelsAt + rowBytes * height > layout.data.length)
    throw new RangeError('The BMP ends before its last row.')
  const sample = colourOf(layout)
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0, at = 0; y < height; y += 1) {
    const rowAt = pixelsAt + rowBytes * (isTopDown ? y : height - 1 - y)
    for (let x = 0; x < width; x += 1, at += 3) {
      pixels[at] = sample(rowAt, x, 0)
      pixels[at + 1] = sample(rowAt, x, 1)
      pixels[at + 2] = sample(rowAt, x, 2)
    }
  }
  return { data: pixels, width, height, channels: 3 }
}
