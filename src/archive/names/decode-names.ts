import { guessEncoding } from './guess-encoding.ts'
import { decodeAs, type NameEncoding } from './name-encodings.ts'

/** A name as an archive has it. */
export type RawName = {
  bytes: Uint8Array
  /** Whether the archive says that it is UTF-8. */
  isUtf8: boolean
  /** Info-ZIP's Unicode Path, where its checksum fits `bytes`. */
  unicodePath: string | null
}

export type DecodedNames = {
  names: string[]
  /** How names were read that do not say it themselves; null where all do, or are ASCII. */
  encoding: NameEncoding | null
  /** From 0 to 1; 1 where nothing had to be guessed. */
  certainty: number
}

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80)
const withReplacements = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/** The code page of names that say nothing of it: UTF-8 if all are, else the one asked for or the likeliest. */
const encodingOf = async (names: readonly Uint8Array[], asked: NameEncoding | null) => {
  if (names.length === 0) return { encoding: null, certainty: 1 }
  if (asked !== null) return { encoding: asked, certainty: 1 }
  if (names.every((bytes) => decodeAs(bytes, 'utf-8') !== null))
    return { encoding: 'utf-8' as const, certainty: 1 }
  return guessEncoding(names)
}

/**
 * Reads the names of a whole directory at once, for only all of them together tell their code page. `asked` is the
 * client's own word for it. A name that is not what it says it is has U+FFFD in it.
 */
export const decodeNames = async (
  raw: readonly RawName[],
  asked: NameEncoding | null,
): Promise<DecodedNames> => {
  const isSilent = ({ bytes, isUtf8, unicodePath }: RawName) =>
    !isUtf8 && unicodePath === null && !isAscii(bytes)
  const silent = raw.filter(isSilent).map(({ bytes }) => bytes)
  const { encoding, certainty } = await encodingOf(silent, asked)
  const names = raw.map((name) => {
    if (name.unicodePath !== null) return name.unicodePath
    if (encoding === null || !isSilent(name)) return withReplacements(name.bytes)
    return decodeAs(name.bytes, encoding) ?? withReplacements(name.bytes)
  })
  return { names, encoding, certainty }
}
