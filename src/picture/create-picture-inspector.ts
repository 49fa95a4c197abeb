import { createWalker } from './create-walker.ts'
import { describeContent } from './describe-content.ts'
import { detectPicture, pictureHeadBytes } from './detect-picture.ts'
import type { PictureMediaType, PictureProblem, PictureReport } from './picture-report.ts'
import type { Facts, Walk } from './walks/walk.ts'
import { walkBmp } from './walks/walk-bmp.ts'
import { walkGif } from './walks/walk-gif.ts'
import { walkHeif } from './walks/walk-heif.ts'
import { walkJpeg } from './walks/walk-jpeg.ts'
import { walkPng } from './walks/walk-png.ts'
import { walkPnm } from './walks/walk-pnm.ts'
import { walkTiff } from './walks/walk-tiff.ts'
import { walkWebp } from './walks/walk-webp.ts'

/** As many as the container decodes. */
const defaultMaxPixels = 25_000_000

const walks: Readonly<Record<PictureMediaType, (facts: Facts) => Walk>> = {
  'image/jpeg': walkJpeg,
  'image/png': walkPng,
  'image/gif': walkGif,
  'image/webp': walkWebp,
  'image/bmp': walkBmp,
  'image/tiff': walkTiff,
  'image/x-portable-anymap': walkPnm,
  'image/heic': walkHeif,
  'image/avif': walkHeif,
}
const names: Readonly<Record<PictureMediaType, string>> = {
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
  'image/bmp': 'BMP',
  'image/tiff': 'TIFF',
  'image/x-portable-anymap': 'PNM',
  'image/heic': 'HEIC',
  'image/avif': 'AVIF',
}
const SEND_PICTURE = 'Send JPEG, PNG, GIF, WebP, BMP, TIFF, PNM, HEIC or AVIF pictures.'

const findProblem = (
  head: Buffer,
  mediaType: PictureMediaType | null,
  facts: Facts,
  maxPixels: number,
): PictureProblem | null => {
  if (head.length === 0) return { code: 'empty', message: 'The file is empty.', hint: SEND_PICTURE }
  if (mediaType === null) {
    const message = `The file is no picture, but ${describeContent(head)}.`
    return { code: 'not-a-picture', message, hint: SEND_PICTURE }
  }
  const name = names[mediaType]
  if (facts.isBroken) {
    const message = `The file begins like a ${name} picture, but its structure is damaged.`
    return { code: 'not-a-picture', message, hint: 'Save or export the picture again.' }
  }
  if (facts.width * facts.height > maxPixels) {
    const message = `The picture has ${facts.width} x ${facts.height} pixels, more than ${maxPixels} in all.`
    return { code: 'too-many-pixels', message, hint: 'Make the picture smaller.' }
  }
  if (facts.isComplete || facts.isOpen) return null
  const message = `The ${name} picture is cut short: its end is missing.`
  return { code: 'truncated', message, hint: 'Send the file again, whole.' }
}

/**
 * Looks at a picture while its bytes go by, in constant memory and linear time, without decoding it: format,
 * size, whether it is whole. Give `push` every chunk in order, then ask `finish` once. Neither ever throws,
 * and how the bytes were cut into chunks makes no difference.
 */
export const createPictureInspector = ({ maxPixels = defaultMaxPixels }: { maxPixels?: number } = {}) => {
  const facts: Facts = {
    width: 0,
    height: 0,
    orientation: 1,
    isComplete: false,
    isOpen: false,
    isBroken: false,
  }
  let head: Buffer = Buffer.alloc(0)
  let mediaType: PictureMediaType | null = null
  let walker: ReturnType<typeof createWalker> | null = null

  const start = (): void => {
    mediaType = detectPicture(head)
    if (mediaType === null) return
    walker = createWalker(walks[mediaType](facts))
    walker.feed(head)
  }

  return {
    push(chunk: Buffer): void {
      const missing = pictureHeadBytes - head.length
      if (missing > 0) {
        head = Buffer.concat([head, chunk.subarray(0, missing)])
        if (head.length === pictureHeadBytes) start()
      }
      if (chunk.length > missing) walker?.feed(missing > 0 ? chunk.subarray(missing) : chunk)
    },

    finish(): PictureReport {
      if (head.length < pictureHeadBytes) start()
      const isTurned = facts.orientation >= 5
      const [width, height] = isTurned ? [facts.height, facts.width] : [facts.width, facts.height]
      const isKnown = width > 0 && height > 0
      return {
        mediaType,
        width: isKnown ? width : null,
        height: isKnown ? height : null,
        problem: findProblem(head, mediaType, facts, maxPixels),
        ...(facts.isOpen && { lacksEndMark: true }),
      }
    },
  }
}
