/** How many bytes of a file's beginning `detectArchive` wants to see. */
export const archiveHeadBytes = 262

const startsWith = (head: Uint8Array, at: number, magic: string): boolean =>
  Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1', at, at + magic.length) ===
  magic

/** The kind of archive by its first bytes, never by its name. A gzip may hold something else than a tar. */
export const detectArchive = (head: Uint8Array): 'zip' | 'gzip' | 'tar' | null => {
  if (startsWith(head, 0, 'PK\x03\x04') || startsWith(head, 0, 'PK\x05\x06')) return 'zip'
  if (startsWith(head, 0, '\x1f\x8b\x08')) return 'gzip'
  return startsWith(head, 257, 'ustar') ? 'tar' : null
}
