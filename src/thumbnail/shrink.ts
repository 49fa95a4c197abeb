import { once } from 'node:events'
import sharp from 'sharp'
import { MAX_PIXELS } from './pixels.ts'
import { readBmp } from './read-bmp.ts'
import { readPnm } from './read-pnm.ts'

// Runs in a process of its own and makes one thumbnail after the other: a picture on stdin, its thumbnail as PNG on
// stdout, each after its length as four bytes; no bytes where it cannot be decoded. Whatever a hostile picture does to
// a decoder, it does to this process, which serves one dataset only.

const SIDE = 128
/** What is kept of one picture after the other must not add up: beyond this, in bytes, another process goes on. */
const MAX_MEMORY = 256 * 1024 * 1024

sharp.concurrency(1)
sharp.cache(false)

/** Null when the stream has ended. */
const read = async (bytes: number): Promise<Buffer | null> => {
  for (;;) {
    const part: Buffer | null = process.stdin.read(bytes)
    if (part) return part.length === bytes ? part : null
    if (process.stdin.readableEnded) return null
    await Promise.race([once(process.stdin, 'readable'), once(process.stdin, 'end')])
  }
}

/** A picture may be larger than what the stream holds at once. */
const readWhole = async (bytes: number): Promise<Buffer | null> => {
  const parts: Buffer[] = []
  for (let left = bytes; left > 0; ) {
    const part = await read(Math.min(left, 64 * 1024))
    if (!part) return null
    parts.push(part)
    left -= part.length
  }
  return Buffer.concat(parts)
}

const open = (picture: Buffer) => {
  const pixels = readBmp(picture) ?? readPnm(picture)
  if (!pixels) return sharp(picture, { limitInputPixels: MAX_PIXELS, failOn: 'none', sequentialRead: true })
  const { data, width, height, channels } = pixels
  return sharp(data, { raw: { width, height, channels } })
}

const shrink = async (picture: Buffer): Promise<Buffer> =>
  open(picture).autoOrient().resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true }).png().toBuffer()

for (let head = await read(4); head; head = await read(4)) {
  const picture = await readWhole(head.readUInt32BE())
  if (!picture) break
  const thumbnail = await shrink(picture).catch(() => Buffer.alloc(0))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(thumbnail.length)
  const isLast = process.memoryUsage.rss() > MAX_MEMORY
  await new Promise((written) => process.stdout.write(Buffer.concat([length, thumbnail]), written))
  if (isLast) break
}
process.exit()
