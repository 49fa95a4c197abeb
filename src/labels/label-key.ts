/** Marks that a reader does not see: joiners, soft hyphens, variation selectors, marks of direction. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/**
 * Equal for labels that a reader would take for the same: without regard to case, width, composition, invisible
 * characters, and how many blanks there are.
 */
export const labelKey = (label: string): string =>
  label
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .replace(INVISIBLE, '')
    // Both mappings, for letters like "ß" and "ſ" differ in one of them only.
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .trim()
