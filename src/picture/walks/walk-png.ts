import { readExifOrientation } from '../read-exif-orientation.ts'
import { type Facts, maxTakeBytes, skip, take, type Walk } from './walk.ts'

const SIGNATURE_BYTES = 8
const HEADER_BYTES = 13
const CHECKSUM_BYTES = 4
const MAX_CHUNK_BYTES = 2 ** 31 - 1

/** Goes from chunk to chunk up to IEND. */
export function* walkPng(facts: Facts): Walk {
  yield* skip(SIGNATURE_BYTES)
  let hasData = false
  for (;;) {
    const header = yield* take(8)
    const bytes = header.readUInt32BE(0)
    const type = header.toString('latin1', 4)
    const isFirst = facts.width === 0
    const isHeader = type === 'IHDR' && bytes === HEADER_BYTES
    if (bytes > MAX_CHUNK_BYTES || !/^[A-Za-z]{4}$/.test(type) || isFirst !== isHeader) {
      facts.isBroken = true
      return
    }
    if (isHeader) {
      const size = yield* take(HEADER_BYTES)
      facts.width = size.readUInt32BE(0)
      facts.height = size.readUInt32BE(4)
      facts.isBroken = facts.width === 0 || facts.height === 0
      if (facts.isBroken) return
    } else if (type === 'eXIf' && bytes <= maxTakeBytes) {
      facts.orientation = readExifOrientation(yield* take(bytes))
    } else yield* skip(bytes)
    yield* skip(CHECKSUM_BYTES)
    hasData ||= type === 'IDAT'
    if (type === 'IEND') {
      facts.isComplete = true
      facts.isBroken = !hasData
      return
    }
  }
}
