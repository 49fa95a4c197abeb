import { type Facts, skip, take, type Walk } from './walk.ts'

const FILE_HEADER_BYTES = 14
/** OS/2's first header, with sizes of 16 bits. Between it and the next there is one without a packing. */
const OLD_HEADER_BYTES = 12
const WINDOWS_HEADER_BYTES = 40
const DEPTHS: ReadonlySet<number> = new Set([1, 2, 4, 8, 16, 24, 32])
const UNPACKED: ReadonlySet<number> = new Set([0, 3, 6]) // plain, with bit masks, with masks and alpha

/** Reads the header, then goes on to where the last pixel should end. */
export function* walkBmp(facts: Facts): Walk {
  const file = yield* take(FILE_HEADER_BYTES + 4)
  const pixelsAt = file.readUInt32LE(10)
  const headerBytes = file.readUInt32LE(FILE_HEADER_BYTES)
  const isOld = headerBytes === OLD_HEADER_BYTES
  const isLong = headerBytes >= WINDOWS_HEADER_BYTES
  const known = isLong ? WINDOWS_HEADER_BYTES : headerBytes
  const header = yield* take(known - 4)
  facts.width = isOld ? header.readUInt16LE(0) : header.readInt32LE(0)
  // A negative height means that the topmost row comes first.
  facts.height = isOld ? header.readUInt16LE(2) : Math.abs(header.readInt32LE(4))
  const planes = header.readUInt16LE(isOld ? 4 : 8)
  const depth = header.readUInt16LE(isOld ? 6 : 10)
  if (facts.width <= 0 || facts.height === 0 || planes !== 1 || !DEPTHS.has(depth)) {
    facts.width = 0
    facts.isBroken = true
    return
  }
  const packing = isLong ? header.readUInt32LE(12) : 0
  const rowBytes = Math.ceil((facts.width * depth) / 32) * 4
  const pixelBytes = UNPACKED.has(packing) || !isLong ? rowBytes * facts.height : header.readUInt32LE(16)
  yield* skip(Math.max(0, pixelsAt + pixelBytes - FILE_HEADER_BYTES - known))
  facts.isComplete = true
}
