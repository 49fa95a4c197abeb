import { cleanLabel } from './clean-label.ts'

const MAX_NAME_CHARACTERS = 200
const NAMELESS = 'unnamed'

const cleanName = (name: string): string => {
  const text = name
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .normalize('NFC')
    .trim()
  // The end is kept, for the ending tells people what the file is.
  const short = [...text].slice(-MAX_NAME_CHARACTERS).join('').trim()
  return /^\.{0,2}$/.test(short) ? NAMELESS : short
}

/**
 * Label and bare name from the file name of an upload, which may have folders in front (`photos/Empty/a.png`,
 * `C:\photos\Empty\a.png`): the last folder is the class. `..` climbs within the name and never out of it, so
 * nothing of it can lead anywhere. Never throws; the name is never empty and has no separator.
 */
export const fileNameLabel = (fileName: string): { label: string | null; name: string } => {
  const folders: string[] = []
  const parts = fileName.replace(/^[a-z]:(?=[/\\])/i, '').split(/[/\\]/)
  const last = parts.pop() ?? ''
  for (const part of parts) {
    if (part === '..') folders.pop()
    else if (part !== '' && part !== '.') folders.push(part)
  }
  const folder = folders.at(-1)
  return { label: folder === undefined ? null : cleanLabel(folder), name: cleanName(last) }
}
