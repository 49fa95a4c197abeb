import { type Facts, skip, take, type Walk } from './walk.ts'

const SCREEN_BYTES = 13
const FRAME_BYTES = 9
const PADDING = 0x00
const EXTENSION = 0x21
const FRAME = 0x2c
const TRAILER = 0x3b

const colourTableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))

function* skipSubBlocks(): Walk {
  for (;;) {
    const bytes = (yield* take(1)).readUInt8()
    if (bytes === 0) return
    yield* skip(bytes)
  }
}

/** Goes from block to block up to the trailer. The size is that of the screen, or of a first frame beyond it. */
export function* walkGif(facts: Facts): Walk {
  const screen = yield* take(SCREEN_BYTES)
  facts.width = screen.readUInt16LE(6)
  facts.height = screen.readUInt16LE(8)
  yield* skip(colourTableBytes(screen.readUInt8(10)))
  let hasFrame = false
  for (;;) {
    const block = (yield* take(1)).readUInt8()
    if (block === PADDING) continue
    if (block === TRAILER) {
      facts.isComplete = true
      facts.isBroken = !hasFrame || facts.width === 0 || facts.height === 0
      return
    }
    if (block === EXTENSION) yield* skip(1)
    else if (block === FRAME) {
      const frame = yield* take(FRAME_BYTES)
      if (!hasFrame) {
        facts.width = Math.max(facts.width, frame.readUInt16LE(0) + frame.readUInt16LE(4))
        facts.height = Math.max(facts.height, frame.readUInt16LE(2) + frame.readUInt16LE(6))
      }
      hasFrame = true
      yield* skip(colourTableBytes(frame.readUInt8(8)) + 1)
    } else {
      facts.isBroken = true
      return
    }
    yield* skipSubBlocks()
  }
}
