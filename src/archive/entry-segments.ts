import { ArchiveError } from './archive-error.ts'
import type { ArchiveLimits } from './archive-limits.ts'

const MAX_SEGMENT_BYTES = 255
/** What a decoder puts where the bytes were no UTF-8. */
const REPLACEMENT = '\ufffd'
/** The icon of a macOS folder really is called `Icon` and a carriage return. */
const ICON = /(^|\/)Icon\r$/

/**
 * The parts of an entry's name, in NFC, without the empty and `.` ones that packers add; none for the archive's
 * own top folder.
 *
 * @throws ArchiveError `escape`, `name` or `depth` for a name that must not be used.
 */
export const entrySegments = (name: string, limits: ArchiveLimits): string[] => {
  const refuse = (code: 'escape' | 'name' | 'depth', what: string) =>
    new ArchiveError(code, `An entry of the archive ${what}.`, { entry: name })
  if (Buffer.byteLength(name) > limits.maxPathBytes) {
    throw refuse('name', `has a name longer than ${limits.maxPathBytes} bytes`)
  }
  if (name.includes('\\')) throw refuse('name', 'has a backslash in its name')
  if (name.includes(REPLACEMENT)) throw refuse('name', 'has a name that is not UTF-8')
  if (/\p{Cc}/u.test(name.replace(ICON, ''))) throw refuse('name', 'has a control character in its name')
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) throw refuse('escape', 'has an absolute name')
  const segments = name
    .normalize('NFC')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
  if (segments.includes('..')) throw refuse('escape', 'leads out of the archive with ".."')
  if (segments.some((segment) => Buffer.byteLength(segment) > MAX_SEGMENT_BYTES)) {
    throw refuse('name', `has a part of its name longer than ${MAX_SEGMENT_BYTES} bytes`)
  }
  const isFolder = /(?:^|\/)\.?$/.test(name)
  if (segments.length - (isFolder ? 0 : 1) > limits.maxDepth) {
    throw refuse('depth', `lies more than ${limits.maxDepth} folders deep`)
  }
  return segments
}
