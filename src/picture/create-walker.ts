import type { Walk, Wish } from './walks/walk.ts'

const NOTHING = Buffer.alloc(0)
const MARKER = 0xff
const STUFFED = 0x00
const FIRST_WITH_MEANING = 0xc0
const FIRST_RESTART = 0xd0
const LAST_RESTART = 0xd7

/** Codes that stand for themselves within compressed data: a stuffed zero, restarts, what JPEG leaves open. */
const isPassedOver = (code: number): boolean =>
  code === STUFFED || code < FIRST_WITH_MEANING || (code >= FIRST_RESTART && code <= LAST_RESTART)

/**
 * Feeds a walk with chunks, granting its wishes one after the other. `feed` does nothing more once the walk
 * has ended. Its cost is linear in the bytes fed.
 */
export const createWalker = (walk: Walk) => {
  let held: Buffer[] = []
  let heldBytes = 0
  let skipped = 0
  let isAfterMarker = false
  let isDone = false
  let wish: Wish = { skip: 0 }

  const grant = (bytes: Buffer): void => {
    held = []
    heldBytes = 0
    skipped = 0
    const next = walk.next(bytes)
    isDone = next.done === true
    if (!isDone && next.value !== undefined) wish = next.value
  }

  const takeFrom = (chunk: Buffer, at: number, wanted: number): number => {
    const end = Math.min(chunk.length, at + wanted - heldBytes)
    const piece = chunk.subarray(at, end)
    heldBytes += piece.length
    if (heldBytes === wanted) grant(held.length === 0 ? piece : Buffer.concat([...held, piece]))
    else held.push(Buffer.from(piece))
    return end
  }

  const skipIn = (chunk: Buffer, at: number, wanted: number): number => {
    const end = Math.min(chunk.length, at + wanted - skipped)
    skipped += end - at
    if (skipped === wanted) grant(NOTHING)
    return end
  }

  const findMarker = (chunk: Buffer, from: number): number => {
    let at = from
    while (at < chunk.length) {
      if (!isAfterMarker) {
        const found = chunk.indexOf(MARKER, at)
        if (found === -1) return chunk.length
        isAfterMarker = true
        at = found + 1
        continue
      }
      const code = chunk[at] ?? MARKER
      at += 1
      if (code === MARKER) continue
      isAfterMarker = false
      if (isPassedOver(code)) continue
      grant(chunk.subarray(at - 1, at))
      return at
    }
    return at
  }

  const isGrantedAlready = () => wish !== 'marker' && ('take' in wish ? wish.take : wish.skip) === 0
  grant(NOTHING)

  return {
    feed(chunk: Buffer): void {
      let at = 0
      while (!isDone && (at < chunk.length || isGrantedAlready())) {
        if (wish === 'marker') at = findMarker(chunk, at)
        else if ('take' in wish) at = takeFrom(chunk, at, wish.take)
        else at = skipIn(chunk, at, wish.skip)
      }
    },
  }
}
