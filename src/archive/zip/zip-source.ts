import type { Readable } from 'node:stream'

/** Random access to the bytes of an archive, e.g. over the chunks of a blob. */
export type ZipSource = {
  /** Bytes of the whole archive. */
  size: number
  /** The bytes from `start` up to but not including `end`. */
  read: (start: number, end: number) => Readable
  /** The same in memory, not to be written to; it may come out shorter when the source is. */
  readRange: (start: number, end: number) => Promise<Buffer>
}
