/** How many bytes of a file's beginning `detectArchive` wants to see. */
export const archiveHeadBytes = 262

const startsWith = (head: Uint8Array, at: number, magic: string): boolean =>
  Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1', at, at + magic.length) ===
  magic

/**
 * Beginnings of what `readZip` takes: a first file, the end of an empty one, the marks of a zip that is or might have
 * been split, a program that may unpack itself.
 */
const ZIP_HEADS = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08', 'PK00PK\x03\x04']
const PROGRAM = 'MZ'

/** The kind of archive by its first bytes, never by its name. A gzip may hold something else than a tar. */
export const detectArchive = (head: Uint8Array): 'zip' | 'gzip' | 'tar' | null => {
  if (ZIP_HEADS.some((magic) => startsWith(head, 0, magic))) return 'zip'
  if (startsWith(head, 0, PROGRAM) && isProgram(head)) return 'zip'
  if (startsWith(head, 0, '\x1f\x8b\x08')) return 'gzip'
  return startsWith(head, 257, 'ustar') ? 'tar' : null
}

/** `MZ` alone begins many a text. */
const isProgram = (head: Uint8Array): boolean => head.subarray(0, 64).includes(0)

const foreign: readonly { magic: string; what: string }[] = [
  { magic: 'Rar!\x1a\x07', what: 'a RAR archive' },
  { magic: "7z\xbc\xaf'\x1c", what: 'a 7z archive' },
  { magic: '\xfd7zXZ\0', what: 'an xz file' },
  { magic: 'BZh', what: 'a bzip2 file' },
  { magic: '\x28\xb5\x2f\xfd', what: 'a zstd file' },
  { magic: '\x04\x22\x4d\x18', what: 'an lz4 file' },
  { magic: 'LZIP', what: 'an lzip file' },
  { magic: '\x1f\x9d', what: 'a file packed by compress' },
  { magic: '\x5d\0\0', what: 'an lzma file' },
  { magic: 'MSCF\0\0\0\0', what: 'a cabinet archive' },
  { magic: 'xar!', what: 'a xar archive' },
  { magic: '!<arch>\n', what: 'an ar archive' },
]
const LHA = /^..-l[hz][0-9a-z]-/s

/** An archive that is not read, by its first bytes, in words for its sender; null for everything else. */
export const nameForeignArchive = (head: Uint8Array): { message: string; hint: string } | null => {
  const isLha = LHA.test(Buffer.from(head.subarray(0, 8)).toString('latin1'))
  const what =
    foreign.find(({ magic }) => startsWith(head, 0, magic))?.what ?? (isLha ? 'an LHA archive' : null)
  if (what === null) return null
  return {
    message: `The file is ${what}, which is not read here.`,
    hint: 'Unpack it, and send the folders as .zip, .tar or .tar.gz.',
  }
}
