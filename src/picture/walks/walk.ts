/**
 * What a walk through a file asks for next: so many bytes to look at (`take`), so many to pass over (`skip`),
 * or everything up to the next JPEG marker, of which it gets the code (`marker`).
 */
export type Wish = { take: number } | { skip: number } | 'marker'

/**
 * A walk through one file format. It is written as if the file lay in memory, and suspended wherever bytes are
 * missing, so it cannot see how the file was cut into chunks. It holds at most the bytes of one `take`.
 */
export type Walk = Generator<Wish, void, Buffer>

/** What a walk finds out on its way. */
export type Facts = {
  width: number
  height: number
  /** EXIF orientation, 1 to 8. */
  orientation: number
  /** The file goes on to its proper end. */
  isComplete: boolean
  /** The file ends within compressed pixels: perhaps with the last of them, which only a decoder can tell. */
  isOpen: boolean
  /** Its structure contradicts the format. */
  isBroken: boolean
}

/** Larger metadata blocks are passed over; JPEG allows no larger ones. */
export const maxTakeBytes = 65_536

export function* take(bytes: number): Generator<Wish, Buffer, Buffer> {
  return yield { take: bytes }
}

export function* skip(bytes: number): Generator<Wish, void, Buffer> {
  yield { skip: bytes }
}
