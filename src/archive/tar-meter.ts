import { Transform } from 'node:stream'
import { ArchiveError } from './archive-error.ts'
import { type ArchiveLimits, ratioFloorBytes } from './archive-limits.ts'

const MIB = 1024 * 1024
/** Header, padding and long names around each entry. */
const OVERHEAD_PER_ENTRY = 4096

/**
 * Watches an unpacked tar go by and keeps it within the limits also where no entry shows (headers, padding, zeros
 * after the end). `packedBytes` tells how much of the packed archive was read so far; null when it is not packed.
 */
export const createTarMeter = (limits: ArchiveLimits, packedBytes: (() => number) | null): Transform => {
  const maxBytes = limits.maxTotalBytes + limits.maxEntries * OVERHEAD_PER_ENTRY + MIB
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > maxBytes) {
        done(new ArchiveError('too-large', `The archive unpacks to more than ${limits.maxTotalBytes} bytes.`))
      } else if (packedBytes !== null && bytes > Math.max(ratioFloorBytes, limits.maxRatio * packedBytes())) {
        done(new ArchiveError('ratio', `The archive unpacks to more than ${limits.maxRatio} times its size.`))
      } else done(null, chunk)
    },
  })
}
