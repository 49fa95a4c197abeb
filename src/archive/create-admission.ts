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

/**
 * The gate that every entry of one archive passes before its body is read. Returns the path of a file to be
 * kept, or null for folders and clutter.
 *
 * @throws ArchiveError for whatever makes the archive as a whole unacceptable.
 */
export const createAdmission = (limits: ArchiveLimits) => {
  const seen = new Set<string>()
  let entries = 0
  let bytes = 0

  return ({ name, size, kind }: Candidate): string | null => {
    const refuse = (code: 'too-many-entries' | 'too-large' | 'link' | 'broken' | 'name', message: string) =>
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
    if (kind === 'folder' || segments.length === 0 || isClutter(segments)) return null
    const path = segments.join('/')
    // Both mappings, for letters like "ß" and "ſ" differ in one of them only.
    const folded = path.toUpperCase().toLowerCase()
    if (seen.has(folded)) throw refuse('name', 'The archive holds two files of the same name.')
    seen.add(folded)
    return path
  }
}
