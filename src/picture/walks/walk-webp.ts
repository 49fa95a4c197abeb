import { readExifOrientation } from '../read-exif-orientation.ts'
import { type Facts, maxTakeBytes, skip, take, type Walk } from './walk.ts'

const RIFF_HEADER_BYTES = 12
const CHUNK_HEADER_BYTES = 8
const LOSSLESS_SIGNATURE = 0x2f
const LOSSY_START_CODE = 0x2a019d
const FOURTEEN_BITS = 0x3fff

/** Bytes at the beginning of a chunk that tell the size, and how they do; null when they are damaged. */
const sizeReaders: Readonly<
  Record<string, { bytes: number; read: (head: Buffer) => [number, number] | null }>
> = {
  VP8X: { bytes: 10, read: (head) => [head.readUIntLE(4, 3) + 1, head.readUIntLE(7, 3) + 1] },
  'VP8 ': {
    bytes: 10,
    read: (head) => {
      if (head.readUIntLE(3, 3) !== LOSSY_START_CODE) return null
      return [head.readUInt16LE(6) & FOURTEEN_BITS, head.readUInt16LE(8) & FOURTEEN_BITS]
    },
  },
  VP8L: {
    bytes: 5,
    read: (head) => {
      if (head.readUInt8(0) !== LOSSLESS_SIGNATURE) return null
      const bits = head.readUInt32LE(1)
      return [(bits & FOURTEEN_BITS) + 1, ((bits >>> 14) & FOURTEEN_BITS) + 1]
    },
  },
}
const IMAGES: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ANMF'])

/** Goes from chunk to chunk up to the size that the RIFF header announces. */
export function* walkWebp(facts: Facts): Walk {
  const riff = yield* take(RIFF_HEADER_BYTES)
  let left = riff.readUInt32LE(4) - 4
  let hasImage = false
  while (left >= CHUNK_HEADER_BYTES) {
    const header = yield* take(CHUNK_HEADER_BYTES)
    const type = header.toString('latin1', 0, 4)
    const bytes = header.readUInt32LE(4)
    const size = sizeReaders[type]
    left -= CHUNK_HEADER_BYTES
    if (bytes > left || (size !== undefined && bytes < size.bytes)) {
      facts.isBroken = true
      return
    }
    let unread = Math.min(left, bytes + (bytes % 2))
    left -= unread
    if (size !== undefined && facts.width === 0) {
      const [width, height] = size.read(yield* take(size.bytes)) ?? [0, 0]
      unread -= size.bytes
      facts.width = width
      facts.height = height
      facts.isBroken = width === 0 || height === 0
      if (facts.isBroken) return
    } else if (type === 'EXIF' && bytes <= maxTakeBytes) {
      facts.orientation = readExifOrientation(yield* take(bytes))
      unread -= bytes
    }
    yield* skip(unread)
    hasImage ||= IMAGES.has(type)
  }
  yield* skip(Math.max(0, left))
  facts.isComplete = true
  facts.isBroken = !hasImage || facts.width === 0
}
