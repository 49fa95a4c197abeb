import { type Entry, getFileNameLowLevel } from 'yauzl'

const UTF8_FLAG = 0x800

const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null // it is not UTF-8, which is the answer
  }
}

/**
 * An entry's name. Many packers write UTF-8 without saying so, so bytes that are UTF-8 are taken as such, and
 * the old code page of DOS is the last resort. A name with backslashes only comes from old .NET packers and
 * means folders; one with both is left for the checks to refuse.
 */
export const zipEntryName = (entry: Entry): string => {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry
  const declared = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)
  const isDeclaredUtf8 = (generalPurposeBitFlag & UTF8_FLAG) !== 0
  const name = isDeclaredUtf8 ? declared : (decodeUtf8(fileNameRaw) ?? declared)
  return name.includes('/') ? name : name.replaceAll('\\', '/')
}
