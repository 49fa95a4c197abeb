import type { Readable } from 'node:stream'

/** A regular file of an archive. */
export type ArchiveEntry = {
  /** Relative, with `/` between its parts, NFC, free of `.`, `..`, empty parts and control characters. */
  path: string
  /** Bytes of the body. */
  size: number
  /** To be read before the next entry is asked for; what is left unread is thrown away. */
  body: Readable
}
