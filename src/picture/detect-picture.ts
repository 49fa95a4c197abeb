import type { PictureMediaType } from './picture-report.ts'

/** How many bytes of a file's beginning are kept to tell what it is. */
export const pictureHeadBytes = 64

const BMP_HEADERS: ReadonlySet<number> = new Set([12, 16, 40, 52, 56, 64, 108, 124])

/** `BM` alone begins many a text; the header's length behind it does not. */
const isBmp = (head: Buffer): boolean =>
  head.length >= 18 && head.toString('latin1', 0, 2) === 'BM' && BMP_HEADERS.has(head.readUInt32LE(14))

/** The picture format by a file's first bytes; null for everything else. */
export const detectPicture = (head: Buffer): PictureMediaType | null => {
  const text = head.toString('latin1', 0, 12)
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'image/gif'
  if (text.startsWith('RIFF') && text.endsWith('WEBP')) return 'image/webp'
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'image/tiff'
  if (/^P[1-6][\s#]/.test(text)) return 'image/x-portable-anymap'
  if (/^.{4}ftypavi[fs]/s.test(text)) return 'image/avif'
  if (/^.{4}ftyp(?:hei[cxms]|he[vi]c|mif1|msf1)/s.test(text)) return 'image/heic'
  return isBmp(head) ? 'image/bmp' : null
}
