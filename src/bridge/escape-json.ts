const QUOTE = 0x22
const BACKSLASH = 0x5c
const FIRST_PRINTABLE = 0x20
/** Bytes that need no `\u` spelling, e.g. line feed as `\n`. */
const SHORT: ReadonlyMap<number, number> = new Map(
  [...'bfnrt'].map((letter) => [JSON.parse(`"\\${letter}"`).charCodeAt(0), letter.charCodeAt(0)]),
)
const UNICODE_ESCAPE_BYTES = 6

/** How many bytes one byte of UTF-8 text takes inside a JSON string. */
const bytesWhenEscaped = (byte: number): number => {
  if (byte === QUOTE || byte === BACKSLASH || SHORT.has(byte)) return 2
  return byte < FIRST_PRINTABLE ? UNICODE_ESCAPE_BYTES : 1
}

/** How many bytes a piece of UTF-8 text takes inside a JSON string, without the quotes around it. */
export const escapedJsonBytes = (chunk: Uint8Array): number => {
  let bytes = 0
  for (const byte of chunk) bytes += byte > BACKSLASH ? 1 : bytesWhenEscaped(byte)
  return bytes
}

/**
 * Escapes a piece of UTF-8 text for a JSON string. JSON escapes only ASCII and leaves every byte of a longer
 * character as it is, so a piece may end in the middle of one.
 */
export const escapeJson = (chunk: Uint8Array): Buffer => {
  const escaped = Buffer.allocUnsafe(escapedJsonBytes(chunk))
  let at = 0
  for (const byte of chunk) {
    const bytes = bytesWhenEscaped(byte)
    if (bytes === 1) escaped[at] = byte
    else if (bytes === 2) {
      escaped[at] = BACKSLASH
      escaped[at + 1] = SHORT.get(byte) ?? byte
    } else escaped.write(`\\u${byte.toString(16).padStart(4, '0')}`, at, 'latin1')
    at += bytes
  }
  return escaped
}
