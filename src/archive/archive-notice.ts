import type { NameEncoding } from './names/name-encodings.ts'

/** Something about an archive that was read, which its sender should know. */
export type ArchiveNotice = {
  code: 'names-guessed' | 'extra-bytes'
  message: string
  hint: string
  /** At most ten; `count` has them all. */
  paths?: string[]
  count?: number
}

export type ReadOptions = {
  /** The code page of names that do not say it themselves. */
  names?: NameEncoding | null
  tell?: (notice: ArchiveNotice) => void
  /** Gets the paths of hidden files and other leavings of file managers, which are not read. */
  passOver?: (paths: readonly string[]) => void
}

const SHOWN = 10

export const namesGuessed = (
  names: readonly string[],
  encoding: NameEncoding,
  certainty: number,
): ArchiveNotice => {
  const odd = [...new Set(names)].filter((name) => /[^\p{ASCII}]/u.test(name))
  const percent = Math.round(certainty * 100)
  return {
    code: 'names-guessed',
    message: `File names are in no code page that they tell; they were read as ${encoding}, likely to ${percent} %.`,
    hint: 'If they are wrong, send the files again with ?names= and the code page, e.g. cp932, gbk, big5, cp866 or cp437.',
    paths: odd.slice(0, SHOWN),
    count: odd.length,
  }
}

export const extraBytes = (before: number, behind: number): ArchiveNotice => ({
  code: 'extra-bytes',
  message: `${before + behind} bytes that are no part of the archive lie around it (${before} in front, ${behind} behind); they were passed over.`,
  hint: 'Nothing is to be done, if the archive is complete.',
})
