import type { Readable } from 'node:stream'

/** Random access to the bytes of an archive, e.g. over the chunks of a blob. */
export type ZipSource = {
  /** Bytes of the whole archive. */
  size: number
  /** The bytes from `start` up to but not including `end`. */
  read: (start: number, end: number) => Readable
}

/** Reads a range into memory; it may come out shorter when the source is. */
export const readRange = async (source: ZipSource, start: number, end: number): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of source.read(start, end)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
