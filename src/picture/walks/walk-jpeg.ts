import { readExifOrientation } from '../read-exif-orientation.ts'
import { type Facts, skip, take, type Walk } from './walk.ts'

const START_OF_IMAGE = 0xd8
const END_OF_IMAGE = 0xd9
const START_OF_SCAN = 0xda
const EXIF_SEGMENT = 0xe1
const EXIF_NAME = 'Exif\0\0'
const FRAME_HEADER_BYTES = 6
/** Between C0 and CF all start a frame but these: Huffman tables, an extension, arithmetic conditioning. */
const NOT_A_FRAME: ReadonlySet<number> = new Set([0xc4, 0xc8, 0xcc])

const isFrame = (code: number): boolean => code >= 0xc0 && code <= 0xcf && !NOT_A_FRAME.has(code)

/** Goes from marker to marker up to the end of the image; what stands behind it (padding, a second one) is free. */
export function* walkJpeg(facts: Facts): Walk {
  yield* skip(2)
  let hasScan = false
  let hasExif = false
  for (;;) {
    facts.isOpen = hasScan && facts.width > 0
    const code = (yield 'marker').readUInt8()
    facts.isOpen = false
    if (code === START_OF_IMAGE) continue
    if (code === END_OF_IMAGE) {
      facts.isComplete = true
      facts.isBroken = !hasScan || facts.width === 0
      return
    }
    let left = (yield* take(2)).readUInt16BE() - 2
    if (left < 0 || (isFrame(code) && left < FRAME_HEADER_BYTES)) {
      facts.isBroken = true
      return
    }
    hasScan ||= code === START_OF_SCAN
    if (isFrame(code) && facts.width === 0) {
      const frame = yield* take(FRAME_HEADER_BYTES)
      left -= FRAME_HEADER_BYTES
      facts.height = frame.readUInt16BE(1)
      facts.width = frame.readUInt16BE(3)
      facts.isBroken = facts.width === 0 || facts.height === 0
      if (facts.isBroken) return
    } else if (code === EXIF_SEGMENT && left > EXIF_NAME.length) {
      const name = yield* take(EXIF_NAME.length)
      left -= EXIF_NAME.length
      if (name.toString('latin1') === EXIF_NAME && !hasExif) {
        hasExif = true
        facts.orientation = readExifOrientation(yield* take(left))
        left = 0
      }
    }
    yield* skip(left)
  }
}
