const NEWLINE = 0x0a

export type Line = {
  text: string
  /** True when the end of the line was dropped because it was too long. */
  cut: boolean
}

/**
 * Turns bytes, however they are cut, into lines. A newline byte is never part of another UTF-8 character,
 * so a line is decoded as a whole; bytes that are not UTF-8 become U+FFFD. Holds at most `maxLineBytes`.
 */
export const createLineReader = (maxLineBytes: number) => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let pieces: Uint8Array[] = []
  let held = 0
  let cut = false

  const hold = (piece: Uint8Array) => {
    const kept = piece.subarray(0, maxLineBytes - held)
    if (kept.length < piece.length) cut = true
    if (kept.length === 0) return
    // A copy: a view would keep the whole chunk of the socket alive.
    pieces.push(Uint8Array.from(kept))
    held += kept.length
  }
  const take = (): Line => {
    const line = { text: decoder.decode(Buffer.concat(pieces, held)).replace(/\r$/, ''), cut }
    pieces = []
    held = 0
    cut = false
    return line
  }

  return {
    *push(bytes: Uint8Array): Generator<Line> {
      let at = 0
      for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, at)) {
        hold(bytes.subarray(at, end))
        at = end + 1
        yield take()
      }
      hold(bytes.subarray(at))
    },
    /** What was written after the last newline, if anything. */
    *end(): Generator<Line> {
      if (held > 0 || cut) yield take()
    },
  }
}
