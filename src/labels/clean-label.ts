/** Characters of a label, as the database checks them. */
export const maxLabelCharacters = 200

/**
 * Path separators, controls, halves of surrogate pairs, line separators, and the marks that turn the direction
 * of text (two labels would look the same). Joiners stay: some scripts and emoji are made with them.
 */
const UNWANTED = /[/\\\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/**
 * A class label from what a user or an archive gives: NFC, single blanks, no leading dot. Null when nothing is left.
 * Cleaning a clean label changes nothing. Nothing is cut: what is too long is for the caller to refuse.
 */
export const cleanLabel = (label: string): string | null => {
  const clean = label
    .replace(/\s+/gu, ' ')
    .replace(UNWANTED, '')
    .normalize('NFC')
    .replace(/ +/g, ' ')
    .replace(/^[ .]+/, '')
    .trim()
  return clean === '' ? null : clean
}

export const isTooLong = (label: string): boolean => [...label].length > maxLabelCharacters
