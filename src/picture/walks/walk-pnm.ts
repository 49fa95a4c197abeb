import { type Facts, skip, take, type Walk } from './walk.ts'

const BITMAPS = ['1', '4']
const PIXMAPS = ['3', '6']
const RAW = ['4', '5', '6']
/** A header has three numbers and perhaps a comment; one that goes on and on is none. */
const MAX_HEADER_BYTES = 4096

/** The next number of the header; comments go from `#` to the end of their line. Null where there is none. */
function* readNumber(left: { bytes: number }): Generator<{ take: number }, number | null, Buffer> {
  let digits = ''
  let isComment = false
  while (left.bytes-- > 0) {
    const character = (yield { take: 1 }).toString('latin1')
    if (isComment) isComment = character !== '\n' && character !== '\r'
    else if (character === '#') isComment = true
    else if (/\d/.test(character) && digits.length < 9) digits += character
    else if (/\s/.test(character)) {
      if (digits !== '') return Number(digits)
    } else return null
  }
  return null
}

/** Netpbm's PBM, PGM and PPM, written as text or raw: the size stands first, the pixels go on to the end. */
export function* walkPnm(facts: Facts): Walk {
  const kind = (yield* take(2)).toString('latin1', 1)
  const left = { bytes: MAX_HEADER_BYTES }
  const width = yield* readNumber(left)
  const height = yield* readNumber(left)
  const highest = BITMAPS.includes(kind) ? 1 : yield* readNumber(left)
  if (!width || !height || !highest || highest > 65_535) {
    facts.isBroken = true
    return
  }
  facts.width = width
  facts.height = height
  const samples = PIXMAPS.includes(kind) ? 3 : 1
  const rowBytes = kind === '4' ? Math.ceil(width / 8) : width * samples * (highest > 255 ? 2 : 1)
  // Pixels written as text have no fixed length.
  if (RAW.includes(kind)) yield* skip(rowBytes * height)
  facts.isComplete = true
}
