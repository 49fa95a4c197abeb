import { ArchiveError } from './archive-error.ts'
import type { ArchiveLimits } from './archive-limits.ts'

const MAX_SEGMENT_BYTES = 255
/** What a decoder puts where the bytes were no UTF-8. */
const REPLACEMENT = '\ufffd'
/** The icon of a macOS folder really is called `Icon` and a carriage return. */
const ICON = /(^|\/)Icon\r$/

/**
 * The parts of an entry's name as it is spelled, without the empty and `.` ones that packers add; none for the archive's
 * own top folder.
 *
 * @throws ArchiveError `escape`, `name` or `depth` for a name that must not be used.
 */
export const entrySegments = (raw: string, limits: ArchiveLimits): string[] => {
  // Old .NET packers write backslashes between folders, some both.
  const name = raw.replaceAll('\\', '/')
  const refuse = (code: 'escape' | 'name' | 'depth', what: string) =>
    new ArchiveError(code, `An entry of the archive ${what}.`, { entry: raw })
  if (Buffer.byteLength(name) > limits.maxPathBytes) {
    throw refuse('name', `has a name longer than ${limits.maxPathBytes} bytes`)
  }
  if (name.includes(REPLACEMENT)) throw refuse('name', 'has a name that is not UTF-8')
  if (/\p{Cc}/u.test(name.replace(ICON, ''))) throw refuse('name', 'has a control character in its name')
  if (name.startsWith('/')) throw refuse('escape', 'has an absolute name')
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.')
  if (/^[a-z]:/i.test(segments[0] ?? '')) throw refuse('escape', 'has an absolute name')
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
