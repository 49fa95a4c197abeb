/** As far as the latest mark lies, that of tar. */
const HEAD_BYTES = 262

const toText = (head: Uint8Array): string =>
  Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, HEAD_BYTES)).toString('latin1')

/**
 * Beginnings of what `readZip` takes: a first file, the end of an empty one, the marks of a zip that is or might have
 * been split, a program that may unpack itself.
 */
const ZIP_HEADS = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08', 'PK00PK\x03\x04']
const PROGRAM = 'MZ'

/** The kind of archive by its first bytes, never by its name. A gzip may hold something else than a tar. */
export const detectArchive = (head: Uint8Array): 'zip' | 'gzip' | 'tar' | null => {
  const text = toText(head)
  if (ZIP_HEADS.some((magic) => text.startsWith(magic))) return 'zip'
  // `MZ` alone begins many a text.
  if (text.startsWith(PROGRAM) && text.slice(0, 64).includes('\0')) return 'zip'
  if (text.startsWith('\x1f\x8b\x08')) return 'gzip'
  return text.startsWith('ustar', 257) ? 'tar' : null
}

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
  const text = toText(head)
  const what =
    foreign.find(({ magic }) => text.startsWith(magic))?.what ?? (LHA.test(text) ? 'an LHA archive' : null)
  if (what === null) return null
  return {
    message: `The file is ${what}, which is not read here.`,
    hint: 'Unpack it, and send the folders as .zip, .tar or .tar.gz.',
  }
}
