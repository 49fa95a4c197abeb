const ORIENTATION_TAG = 0x0112
const SHORT_TYPE = 3
const ENTRY_BYTES = 12
const UPRIGHT = 1

/**
 * The orientation (1 to 8) from a TIFF block of EXIF data; 1 where there is none or the block is damaged.
 * Never throws.
 */
export const readExifOrientation = (exif: Buffer): number => {
  // WebP and PNG should leave this prefix of JPEG's out, and often do not.
  const tiff = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif
  const order = tiff.toString('latin1', 0, 4)
  const isLittle = order === 'II*\0'
  if (!isLittle && order !== 'MM\0*') return UPRIGHT
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const fits = (at: number, bytes: number) => at + bytes <= tiff.length
  if (!fits(4, 4)) return UPRIGHT
  const directory = view.getUint32(4, isLittle)
  if (!fits(directory, 2)) return UPRIGHT
  const count = view.getUint16(directory, isLittle)
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * ENTRY_BYTES
    if (!fits(entry, ENTRY_BYTES)) return UPRIGHT
    if (view.getUint16(entry, isLittle) !== ORIENTATION_TAG) continue
    const value = view.getUint16(entry + 8, isLittle)
    const isValid = view.getUint16(entry + 2, isLittle) === SHORT_TYPE && value >= 1 && value <= 8
    return isValid ? value : UPRIGHT
  }
  return UPRIGHT
}
