/** A regular file of an archive. Two may have the same path. */
export type ArchiveEntry = {
  /** Relative, with `/` between its parts, NFC, free of `.`, `..`, empty parts and control characters. */
  path: string
  /** The same as the archive spells it, not brought to NFC: labels that look alike are told apart by it. */
  spelling: string
  /** Bytes of the body. */
  size: number
  /** To be read before the next entry is asked for; what is left unread is thrown away. */
  body: AsyncGenerator<Buffer>
}
