import iconv from 'iconv-lite'

/** Code pages that names of files were written in, likeliest first where nothing tells two apart. */
export const nameEncodings = [
  'utf-8',
  'cp437',
  'cp850',
  'windows-1252',
  'cp932',
  'gbk',
  'big5',
  'cp949',
  'cp866',
  'windows-1251',
] as const
export type NameEncoding = (typeof nameEncodings)[number]

/** What the platform's own decoders, which refuse what is not valid, call them; they lack the Latin pages of DOS. */
const strictNames: ReadonlyMap<NameEncoding, string> = new Map([
  ['utf-8', 'utf-8'],
  ['windows-1252', 'windows-1252'],
  ['cp932', 'shift_jis'],
  ['gbk', 'gbk'],
  ['big5', 'big5'],
  ['cp949', 'euc-kr'],
  ['cp866', 'ibm866'],
  ['windows-1251', 'windows-1251'],
])

/** The text that the bytes are in this code page; null where they are none. */
export const decodeAs = (bytes: Uint8Array, encoding: NameEncoding): string | null => {
  const strict = strictNames.get(encoding)
  if (strict === undefined) return iconv.decode(Buffer.from(bytes), encoding)
  try {
    return new TextDecoder(strict, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null // it is not in this code page, which is the answer
  }
}
