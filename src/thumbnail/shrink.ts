import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'

// Runs in a process of its own: a picture on stdin, its thumbnail as PNG on stdout. Whatever a hostile picture does
// to a decoder, it does to this process, and the relay ends it after a deadline.

const SIDE = 128
const MAX_PIXELS = 25_000_000

sharp.concurrency(1)
sharp.cache(false)
const picture = sharp(await buffer(process.stdin), {
  limitInputPixels: MAX_PIXELS,
  failOn: 'none',
  sequentialRead: true,
})
const thumbnail = await picture
  .autoOrient()
  .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
  .png()
  .toBuffer()
process.stdout.write(thumbnail)
