import { ArchiveError } from '../archive-error.ts'
import type { ZipSource } from './zip-source.ts'

const END_BYTES = 22
const END = Buffer.from('PK\x05\x06', 'latin1')
const LOCAL = Buffer.from('PK\x03\x04', 'latin1')
const CENTRAL = Buffer.from('PK\x01\x02', 'latin1')
/** The first of several parts begins with this; so does a zip that might have become several. */
const SPANNED = Buffer.from('PK\x07\x08', 'latin1')
/** The longest comment, and as much again for bytes that something added behind. */
const TAIL_BYTES = END_BYTES + 2 * 0xffff
const ZIP64 = 0xffffffff

/** Where the zip itself lies within its file. */
export type ZipPlace = { start: number; end: number }

type EndRecord = ZipPlace & { disk: number }

const readEnd = (tail: Buffer, at: number, tailStart: number): EndRecord | null => {
  if (at + END_BYTES > tail.length) return null
  const end = at + END_BYTES + tail.readUInt16LE(at + 20)
  if (end > tail.length) return null
  const offset = tail.readUInt32LE(at + 16)
  const before = offset === ZIP64 ? 0 : tailStart + at - tail.readUInt32LE(at + 12) - offset
  return { disk: tail.readUInt16LE(at + 4), start: before, end: tailStart + end }
}

/**
 * Finds the zip within its file: other bytes may lie behind its end, and in front a program that unpacks it or the mark
 * of a zip that might have been split. Where no end is found, the whole file is given, for its reader to complain.
 *
 * @throws ArchiveError `spanned` for one part of several, `foreign` for a program without a zip.
 */
export const locateZip = async (source: ZipSource): Promise<ZipPlace> => {
  const whole = { start: 0, end: source.size }
  const head = await source.readRange(0, Math.min(source.size, 4))
  const tailStart = Math.max(0, source.size - TAIL_BYTES)
  const tail = await source.readRange(tailStart, source.size)
  for (let at = tail.lastIndexOf(END); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(END, at - 1)) {
    const found = readEnd(tail, at, tailStart)
    if (found === null || found.start < 0) continue
    if (found.disk !== 0 && found.disk !== 0xffff) {
      throw new ArchiveError('spanned', 'The archive is one part of several (split or spanned).')
    }
    const behind = tail.subarray(found.end - tailStart)
    // A zip within a zip that was cut short has its own end; what else it lies in would be lost without a word.
    const isInner =
      behind.includes(LOCAL) || behind.includes(CENTRAL) || (found.start > 0 && head.equals(LOCAL))
    return isInner ? whole : { start: found.start, end: found.end }
  }
  if (head.equals(SPANNED)) {
    throw new ArchiveError('spanned', 'The archive is the first part of several (split or spanned).')
  }
  if (head.toString('latin1', 0, 2) === 'MZ') {
    throw new ArchiveError('foreign', 'The file is a program; no zip archive was found in it.')
  }
  return whole
}

/** The zip alone, as if nothing lay around it. */
export const cutOut = (source: ZipSource, { start, end }: ZipPlace): ZipSource => ({
  size: end - start,
  read: (from, to) => source.read(start + from, start + to),
  readRange: (from, to) => source.readRange(start + from, start + to),
})
