import sharp from 'sharp'
import { CHECK, MAX_PIXELS } from './pixels.ts'
import { readBmp } from './read-bmp.ts'
import { readExactly } from './read-exactly.ts'
import { readPnm } from './read-pnm.ts'

// Runs in a process of its own and makes one thumbnail after the other: a picture on stdin, its thumbnail as PNG on
// stdout, each after its length as four bytes; no bytes where it cannot be decoded. With CHECK added to the length the
// answer is a byte where a JPEG has all of its pixels. Whatever a hostile picture does to
// a decoder, it does to this process, which serves one dataset only.

const SIDE = 128
/** What is kept of one picture after the other must not add up: beyond this, in bytes, another process goes on. */
const MAX_MEMORY = 256 * 1024 * 1024

sharp.concurrency(1)
sharp.cache(false)

const read = readExactly(process.stdin)

const open = (picture: Buffer) => {
  const pixels = readBmp(picture) ?? readPnm(picture)
  if (!pixels) return sharp(picture, { limitInputPixels: MAX_PIXELS, failOn: 'none', sequentialRead: true })
  const { data, width, height, channels } = pixels
  return sharp(data, { raw: { width, height, channels } })
}

const shrink = async (picture: Buffer): Promise<Buffer> =>
  open(picture).autoOrient().resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true }).png().toBuffer()

const END_OF_IMAGE = Buffer.from([0xff, 0xd9])
/** With its end mark added, a JPEG is in order when no data is missing before it; of its last eight rows sharp says nothing. */
const isInOrder = (picture: Buffer): Promise<boolean> =>
  sharp(Buffer.concat([picture, END_OF_IMAGE]), { limitInputPixels: MAX_PIXELS, failOn: 'warning' })
    // Not smaller: by that the decoder would pass over more rows.
    .toColourspace('b-w')
    .raw()
    .toBuffer()
    .then(
      () => true,
      () => false,
    )
/** Cameras that write whole blocks leave zeros behind the data. */
const withoutPadding = (picture: Buffer): Buffer => {
  let end = picture.length
  while (end > 0 && picture[end - 1] === 0) end -= 1
  return picture.subarray(0, end)
}
const check = async (picture: Buffer): Promise<Buffer> =>
  (await isInOrder(picture)) || (await isInOrder(withoutPadding(picture))) ? Buffer.alloc(1) : Buffer.alloc(0)

for (let head = await read(4); head; head = await read(4)) {
  const order = head.readUInt32BE()
  const isCheck = order >= CHECK
  const picture = await read(isCheck ? order - CHECK : order)
  if (!picture) break
  const thumbnail = await (isCheck ? check : shrink)(picture).catch(() => Buffer.alloc(0))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(thumbnail.length)
  const isLast = process.memoryUsage.rss() > MAX_MEMORY
  await new Promise((written) => process.stdout.write(Buffer.concat([length, thumbnail]), written))
  if (isLast) break
}
process.exit()
