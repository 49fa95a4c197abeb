import { decodeAs, type NameEncoding, nameEncodings } from './name-encodings.ts'

export type EncodingGuess = {
  encoding: NameEncoding
  /** From 0 to 1: how much likelier than all other readings together. */
  certainty: number
}

/** What the detector calls the code pages, in its answers' lower case. */
const detectorNames: Readonly<Record<Exclude<NameEncoding, 'utf-8'>, { ask: string; answers: string[] }>> = {
  cp437: { ask: 'cp437', answers: ['cp437'] },
  cp850: { ask: 'cp850', answers: ['cp850'] },
  'windows-1252': { ask: 'windows-1252', answers: ['windows-1252'] },
  cp932: { ask: 'cp932', answers: ['cp932'] },
  gbk: { ask: 'gb18030', answers: ['gb18030'] },
  big5: { ask: 'big5hkscs', answers: ['big5', 'big5hkscs', 'big5-hkscs'] },
  cp949: { ask: 'cp949', answers: ['cp949'] },
  cp866: { ask: 'cp866', answers: ['ibm866', 'cp866'] },
  'windows-1251': { ask: 'windows-1251', answers: ['windows-1251'] },
}
const candidates = nameEncodings.filter((name) => name !== 'utf-8')
/** Names, and bytes of them, that are looked at; more tell nothing new. */
const SAMPLE_NAMES = 500
const SAMPLE_BYTES = 16 * 1024
/** A guess is never certain, whatever the statistics say of it. */
const SURE = 0.99
/** By how much a reading must beat one that is likelier beforehand. */
const MARGIN = 1.05
/** Of the odd places of a reading, how many more than the best one's are borne, by letters beyond ASCII. */
const TOLERANCE = 0.1

const UNUSED = /[\p{Co}\p{Cn}\ufffd]|[^\P{Cc}\n]/u
const scripts = ['Latin', 'Cyrillic', 'Greek', 'Han', 'Hangul', 'Hiragana', 'Katakana'] as const
const scriptPatterns = scripts.map((name) => new RegExp(`\\p{Script=${name}}`, 'u'))
const EAST: ReadonlySet<number> = new Set([3, 5, 6])
const isBeyondAscii = (character: string): boolean => (character.codePointAt(0) ?? 0) > 0x7f
const isLetter = (character: string): boolean => /[\p{L}\p{M}\p{N}]/u.test(character)
const scriptOf = (character: string): number => scriptPatterns.findIndex((pattern) => pattern.test(character))

const isHalfWidth = (character: string): boolean => /[\uff61-\uff9f]/.test(character)

/** Kanji and kana stand together in a word, unless they are of half width; other scripts do not. */
const changesScript = (before: string, character: string): boolean => {
  if (isHalfWidth(before) !== isHalfWidth(character)) return true
  const one = scriptOf(before)
  const other = scriptOf(character)
  return one >= 0 && other >= 0 && one !== other && !(EAST.has(one) && EAST.has(other))
}

/**
 * Places where a text is unlike a name: signs that are no letters, two scripts in a word, a capital after a small
 * letter, a letter beyond ASCII right before a backslash (the second byte of a character in some code pages).
 */
const countOddities = (text: string): number => {
  let odd = 0
  let before = ''
  for (const character of text) {
    const isPairBeyond = isBeyondAscii(character) || isBeyondAscii(before)
    if (isBeyondAscii(character) && !isLetter(character)) odd += 1
    else if (isPairBeyond && before !== '' && changesScript(before, character)) odd += 1
    else if (isPairBeyond && /\p{Ll}/u.test(before) && /\p{Lu}/u.test(character)) odd += 1
    else if (isBeyondAscii(before) && character === '\\') odd += 1
    before = character
  }
  return odd
}

/**
 * The code page that names of one archive or request are likeliest in, when they are not UTF-8. Readings that are
 * unlike names are left out, the detector's statistics rank the rest; readings of the same text count as one.
 */
export const guessEncoding = async (names: readonly Uint8Array[]): Promise<EncodingGuess> => {
  const distinct = [...new Set(names.map((name) => Buffer.from(name).toString('latin1')))].slice(
    0,
    SAMPLE_NAMES,
  )
  const sample = Buffer.from(distinct.join('\n').slice(0, SAMPLE_BYTES), 'latin1')
  const readings = candidates.flatMap((encoding) => {
    // Each on its own, for the sample may end within a character.
    const texts = distinct.map((name) => decodeAs(Buffer.from(name, 'latin1'), encoding))
    if (texts.some((text) => text === null || UNUSED.test(text))) return []
    const text = texts.join('\n')
    return { encoding, text, odd: countOddities(text) }
  })
  const size = Math.max(1, [...sample].filter((byte) => byte > 0x7f).length)
  const least = Math.min(...readings.map(({ odd }) => odd))
  const likely = readings.filter(({ odd }) => odd <= least + size * TOLERANCE)
  const [first] = likely
  if (first === undefined) return { encoding: 'cp437', certainty: 0 }
  const asked = new Set([...likely.map(({ encoding }) => detectorNames[encoding].ask), 'windows-1252'])
  // Loaded it takes some 70 MB (measured), and most relays never see such names.
  const { detectAll } = await import('jschardet')
  const found = detectAll(sample, { detectEncodings: [...asked], minimumThreshold: 0 })
  const ranked = likely.map((reading) => {
    const { answers } = detectorNames[reading.encoding]
    const own = found.filter(({ encoding }) => answers.includes(encoding?.toLowerCase() ?? ''))
    return { ...reading, confidence: Math.max(0, ...own.map(({ confidence }) => confidence)) }
  })
  const best = ranked.reduce((a, b) => (b.confidence > a.confidence * MARGIN ? b : a))
  const sum = ranked.reduce((total, { confidence }) => total + confidence, 0)
  const alike = ranked
    .filter(({ text }) => text === best.text)
    .reduce((total, { confidence }) => total + confidence, 0)
  return { encoding: best.encoding, certainty: Math.min(SURE, sum === 0 ? 1 / ranked.length : alike / sum) }
}
