import { ArchiveError } from './archive-error.ts'
import type { ArchiveLimits } from './archive-limits.ts'
import { entrySegments } from './entry-segments.ts'
import { isClutter } from './is-clutter.ts'

/** What an archive says of an entry, before any of it is unpacked. */
export type Candidate = {
  name: string
  size: number
  kind: 'file' | 'folder' | 'link' | 'device' | 'unknown'
}

/** Where a file of an archive lies, and how the archive spells that. */
export type AdmittedPath = { path: string; spelling: string }

/**
 * The gate that every entry of one archive passes before its body is read. `admit` gives the path of a file to be
 * kept, or null for folders and clutter; it throws ArchiveError for whatever makes the archive as a whole
 * unacceptable. Names may occur twice, for both files are somebody's picture.
 */
export const createAdmission = (limits: ArchiveLimits) => {
  const clutter: string[] = []
  let entries = 0
  let files = 0
  let bytes = 0

  const admit = ({ name, size, kind }: Candidate): AdmittedPath | null => {
    const refuse = (code: 'too-many-entries' | 'too-large' | 'link' | 'broken', message: string) =>
      new ArchiveError(code, message, { entry: name })
    entries += 1
    bytes += size
    if (entries > limits.maxEntries) {
      throw refuse('too-many-entries', `The archive has more than ${limits.maxEntries} entries.`)
    }
    if (kind === 'link') throw refuse('link', 'The archive holds a link.')
    if (kind === 'device') throw refuse('link', 'The archive holds a device.')
    if (kind === 'unknown') throw refuse('broken', 'The archive holds an entry of an unknown kind.')
    if (size > limits.maxEntryBytes) {
      throw refuse('too-large', `A file of the archive is larger than ${limits.maxEntryBytes} bytes.`)
    }
    if (bytes > limits.maxTotalBytes) {
      throw refuse('too-large', `The archive unpacks to more than ${limits.maxTotalBytes} bytes.`)
    }
    const segments = entrySegments(name, limits)
    if (kind === 'folder' || segments.length === 0) return null
    const spelling = segments.join('/')
    const path = spelling.normalize('NFC')
    if (isClutter(segments)) {
      clutter.push(path)
      return null
    }
    files += 1
    if (files > limits.maxFiles) {
      throw refuse('too-many-entries', `There are more than ${limits.maxFiles} files in the archive.`)
    }
    return { path, spelling }
  }

  return {
    admit,
    /** What was left out so far. */
    clutter: (): readonly string[] => clutter,
    /** @throws ArchiveError `empty` when no file was admitted. */
    demandFiles: () => {
      if (files === 0) throw new ArchiveError('empty', 'The archive holds no files.')
    },
  }
}
