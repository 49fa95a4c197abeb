const MAX_NAME_CHARACTERS = 200
/** Below the 1,024 of the database, so that a mark against collisions has room. */
const MAX_PATH_CHARACTERS = 900
const NAMELESS = 'unnamed'

/** A part of a path that is harmless anywhere: NFC, no controls, never empty, `.` or `..`. */
const cleanPart = (part: string): string => {
  const text = part
    .replace(/[\p{Cc}\p{Cs}/\\]/gu, '')
    .normalize('NFC')
    .trim()
  // The end is kept, for the ending tells people what the file is.
  const isShort = text.length <= MAX_NAME_CHARACTERS
  const short = isShort ? text : [...text].slice(-MAX_NAME_CHARACTERS).join('').trim()
  return /^\.{0,2}$/.test(short) ? NAMELESS : short
}

/**
 * The parts of a file's name as a client or an archive gives it (`photos/Empty/a.png`, `C:\photos\Empty\a.png`).
 * `..` climbs within the name and never out of it. The folders are as they are spelled; the name is never empty.
 */
export const splitPath = (path: string): { folders: string[]; name: string } => {
  const folders: string[] = []
  const parts = path.replace(/^[a-z]:(?=[/\\])/i, '').split(/[/\\]/)
  const last = parts.pop() ?? ''
  for (const part of parts) {
    if (part === '..') folders.pop()
    else if (part.trim() !== '' && part !== '.') folders.push(part)
  }
  return { folders, name: cleanPart(last) }
}

/** A path for a dataset from parts as they are spelled; of too many folders the outermost are left out. */
export const joinPath = (folders: readonly string[], name: string): string => {
  const parts = [...folders.map(cleanPart), cleanPart(name)]
  while (parts.length > 1 && parts.join('/').length > MAX_PATH_CHARACTERS) parts.shift()
  return parts.join('/')
}

/** The name of the folder that an archive stands for: `Empty.tar.gz` and `C:\x\Empty.zip` are `Empty`. */
export const archiveFolder = (archive: string): string =>
  (archive.split(/[/\\]/).at(-1) ?? '').replace(/\.(?:zip|tgz|tar|tar\.gz|gz|exe)$/i, '')
