import type { TarHeader } from '../../tar/read-members.ts'
import type { OutputLimits } from '../types.ts'
import { OutputError } from './output-error.ts'

/** The contract's names: no folder, no `..`, no backslash, no NUL, nothing a shell or a browser could misread. */
const FLAT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
const SETUID_SETGID_STICKY = 0o7000

export type EntryLimits = Pick<OutputLimits, 'maxFiles' | 'maxFileBytes' | 'maxTotalBytes'>

/**
 * Judges the members of one archive in turn: the name and size of a file to take, or null for the folder
 * `root` itself.
 * @throws OutputError on the first member that breaks the rules.
 */
export const createEntryCheck = (root: string, limits: EntryLimits) => {
  const prefix = root === '' ? '' : `${root}/`
  const seen = new Set<string>()
  let total = 0

  const fail = (header: TarHeader, why: string): never => {
    throw new OutputError(`/job/out: ${JSON.stringify(header.name.slice(0, 200))} ${why}`)
  }

  return (header: TarHeader): { name: string; bytes: number } | null => {
    if (header.type === 'directory' && header.name === prefix) return null
    if (header.type !== 'file') return fail(header, `is not a regular file but ${header.type}`)
    if ((header.mode & SETUID_SETGID_STICKY) !== 0) return fail(header, 'has setuid, setgid or sticky')
    const name = header.name.startsWith(prefix) ? header.name.slice(prefix.length) : ''
    if (!FLAT_NAME.test(name)) return fail(header, 'has a name that is not allowed')
    // Some file systems and most people cannot tell names apart that differ only in case.
    if (seen.has(name.toLowerCase())) return fail(header, 'is there twice')
    seen.add(name.toLowerCase())
    const bytes = header.size
    total += bytes
    if (seen.size > limits.maxFiles) return fail(header, `is one file too many, of ${limits.maxFiles}`)
    if (bytes > limits.maxFileBytes) return fail(header, `is larger than ${limits.maxFileBytes} bytes`)
    if (total > limits.maxTotalBytes)
      return fail(header, `makes the total exceed ${limits.maxTotalBytes} bytes`)
    return { name, bytes }
  }
}
