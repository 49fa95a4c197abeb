import { type Facts, skip, take, type Walk } from './walk.ts'

const HEADER_BYTES = 8
const ENTRY_BYTES = 12
/** Far more than any picture has; what follows is not needed. */
const MAX_ENTRIES = 500
const TAG_WIDTH = 256
const TAG_HEIGHT = 257
const TYPE_SHORT = 3

/**
 * Reads the first directory, wherever it lies: many writers put it at the end. Whether all strips are there only a
 * decoder can tell.
 */
export function* walkTiff(facts: Facts): Walk {
  const header = yield* take(HEADER_BYTES)
  const isLittle = header.toString('latin1', 0, 2) === 'II'
  const short = (bytes: Buffer, at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const long = (bytes: Buffer, at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  const directoryAt = long(header, 4)
  if (directoryAt < HEADER_BYTES) {
    facts.isBroken = true
    return
  }
  yield* skip(directoryAt - HEADER_BYTES)
  const entries = short(yield* take(2), 0)
  const directory = yield* take(Math.min(entries, MAX_ENTRIES) * ENTRY_BYTES)
  for (let at = 0; at < directory.length; at += ENTRY_BYTES) {
    const value = short(directory, at + 2) === TYPE_SHORT ? short(directory, at + 8) : long(directory, at + 8)
    if (short(directory, at) === TAG_WIDTH) facts.width = value
    if (short(directory, at) === TAG_HEIGHT) facts.height = value
  }
  facts.isBroken = facts.width === 0 || facts.height === 0
  facts.isComplete = true
}
