import { type DecodedNames, decodeNames } from './decode-names.ts'
import type { NameEncoding } from './name-encodings.ts'

/** RFC 2047, which .NET's client writes: `=?utf-8?B?54yr?=`. */
const ENCODED_WORD = /=\?utf-8\?(b|q)\?([^?]*)\?=/gi

const decodeWord = (_whole: string, kind: string, text: string): string =>
  kind.toLowerCase() === 'b'
    ? Buffer.from(text, 'base64').toString('utf8')
    : Buffer.from(
        text
          .replaceAll('_', ' ')
          .replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString('utf8')

/** Percent signs that are UTF-8 beyond ASCII; `100%25` and the like stay as they are. */
const decodePercents = (name: string): string =>
  name.replace(/(?:%[89a-f][0-9a-f])+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped)
    } catch {
      return escaped // no UTF-8, hence not meant so
    }
  })

/**
 * File names of one multipart request, all at once. They come as busboy gives them with `defParamCharset: 'latin1'`:
 * one character per byte of `filename=`; a name with characters beyond that came as `filename*=` and is text already.
 * Names that clients escaped in other ways (RFC 2047, percent signs) are read too.
 */
export const decodeFormNames = async (
  names: readonly string[],
  asked: NameEncoding | null,
): Promise<DecodedNames> => {
  const raw = names.map((name) => {
    const isText = [...name].some((character) => (character.codePointAt(0) ?? 0) > 0xff)
    return { bytes: Buffer.from(name, 'latin1'), isUtf8: false, unicodePath: isText ? name : null }
  })
  const decoded = await decodeNames(raw, asked)
  return {
    ...decoded,
    names: decoded.names.map((name) => decodePercents(name.replace(ENCODED_WORD, decodeWord))),
  }
}
