import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { ArchiveEntry } from '../../src/archive/archive-entry.ts'
import { type ArchiveLimits, defaultArchiveLimits } from '../../src/archive/archive-limits.ts'
import { readTar } from '../../src/archive/read-tar.ts'
import { readZip } from '../../src/archive/read-zip.ts'
import type { ZipSource } from '../../src/archive/zip/zip-source.ts'

/** Reads every body whole: path to content. */
export const collectEntries = async (entries: AsyncIterable<ArchiveEntry>): Promise<Map<string, Buffer>> => {
  const found = new Map<string, Buffer>()
  for await (const { path, size, body } of entries) {
    const chunks: Buffer[] = []
    for await (const chunk of body) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    if (bytes.length !== size) throw new Error(`${path} has ${bytes.length} bytes instead of ${size}`)
    found.set(path, bytes)
  }
  return found
}

/** A stream of the bytes in pieces of `pieceBytes`. */
export const inPieces = (bytes: Buffer, pieceBytes = 65_536): Readable => {
  const pieces = (function* () {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
  })()
  return Readable.from(pieces, { objectMode: false })
}

/** A zip whose bytes come from `read`, be it that one asks for a stream or for all at once. */
export const zipOver = (size: number, read: ZipSource['read']): ZipSource => ({
  size,
  read,
  readRange: (start, end) => buffer(read(start, end)),
})

export const zipSource = (bytes: Buffer, pieceBytes = 65_536) =>
  zipOver(bytes.length, (start, end) => {
    if (start < 0 || end > bytes.length || start > end)
      throw new RangeError('asked for bytes outside the archive')
    return inPieces(bytes.subarray(start, end), pieceBytes)
  })

/** Unpacks with small limits where none are given. */
export const unpack = (
  kind: 'zip' | 'tar' | 'gzip',
  bytes: Buffer,
  limits: Partial<ArchiveLimits> = {},
  pieceBytes = 65_536,
): Promise<Map<string, Buffer>> => {
  const all = { ...defaultArchiveLimits, ...limits }
  if (kind === 'zip') return collectEntries(readZip(zipSource(bytes, pieceBytes), all))
  return collectEntries(readTar(inPieces(bytes, pieceBytes), kind === 'gzip' ? 'gzip' : null, all))
}
