import { type Facts, maxTakeBytes, skip, take, type Walk } from './walk.ts'

const BOX_HEADER_BYTES = 8
/** Properties of size: 4 bytes of version, then width and height of 32 bits each. */
const SIZE_BOX = 'ispe'
/** As EXIF has it; width and height change places. */
const QUARTER_TURN = 6

/** The largest picture that the properties name: thumbnails and tiles have properties of their own. */
const readLargest = (meta: Buffer, facts: Facts): void => {
  for (
    let at = meta.indexOf(SIZE_BOX, 0, 'latin1');
    at !== -1;
    at = meta.indexOf(SIZE_BOX, at + 4, 'latin1')
  ) {
    if (at + 16 > meta.length) return
    const [width, height] = [meta.readUInt32BE(at + 8), meta.readUInt32BE(at + 12)]
    if (width * height > facts.width * facts.height) {
      facts.width = width
      facts.height = height
    }
  }
}

/** What is shown of it: encoders pad to whole blocks and write the part to be seen, and cameras a quarter turn. */
const readShown = (meta: Buffer, facts: Facts): void => {
  const clap = meta.indexOf('clap', 0, 'latin1')
  if (clap !== -1 && clap + 20 <= meta.length) {
    const [width, widthOver, height, heightOver] = [4, 8, 12, 16].map((at) => meta.readUInt32BE(clap + at))
    if (width && widthOver && height && heightOver) {
      facts.width = Math.min(facts.width, Math.round(width / widthOver))
      facts.height = Math.min(facts.height, Math.round(height / heightOver))
    }
  }
  const irot = meta.indexOf('irot', 0, 'latin1')
  const isTurned = irot !== -1 && irot + 4 < meta.length && meta.readUInt8(irot + 4) % 2 === 1
  if (isTurned) facts.orientation = QUARTER_TURN
}

/** HEIC and AVIF: boxes of a length and a name. The size stands in `meta`; whether the rest is whole, a decoder tells. */
export function* walkHeif(facts: Facts): Walk {
  for (;;) {
    const header = yield* take(BOX_HEADER_BYTES)
    const bytes = header.readUInt32BE(0) - BOX_HEADER_BYTES
    const name = header.toString('latin1', 4)
    if (name !== 'meta') {
      // A length of 0 or 1 stands for the rest of the file, or for one of 64 bits: pixels, and no `meta` before them.
      if (bytes < 0) break
      yield* skip(bytes)
      continue
    }
    if (bytes <= 0) break
    const meta = yield* take(Math.min(bytes, maxTakeBytes))
    readLargest(meta, facts)
    readShown(meta, facts)
    break
  }
  facts.isBroken = facts.width === 0 || facts.height === 0
  facts.isComplete = !facts.isBroken
}
