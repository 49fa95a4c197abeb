import { crc32 } from 'node:zlib'
import type { Entry } from 'yauzl'
import type { RawName } from '../names/decode-names.ts'

const UTF8_FLAG = 0x800
/** Info-ZIP Unicode Path: version 1, checksum of the name that it stands for, the name in UTF-8. */
const UNICODE_PATH = 0x7075
const UNICODE_PATH_HEADER_BYTES = 5

const unicodePath = ({ extraFields, fileNameRaw }: Entry): string | null => {
  const field = extraFields.find(({ id }) => id === UNICODE_PATH)?.data
  if (field === undefined || field.length <= UNICODE_PATH_HEADER_BYTES || field[0] !== 1) return null
  // A tool that does not know the field may have renamed the entry; then the field is out of date.
  if (field.readUInt32LE(1) !== crc32(fileNameRaw)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(field.subarray(UNICODE_PATH_HEADER_BYTES))
  } catch {
    return null // the field is damaged, and the name itself still stands
  }
}

/** The name of an entry of a zip, and all that the zip says of how to read it. */
export const rawName = (entry: Entry): RawName => ({
  bytes: entry.fileNameRaw,
  isUtf8: (entry.generalPurposeBitFlag & UTF8_FLAG) !== 0,
  unicodePath: unicodePath(entry),
})
