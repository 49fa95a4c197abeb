import type { Readable } from 'node:stream'
import { RandomAccessReader } from 'yauzl'
import { readRange, type ZipSource } from './zip-source.ts'

const WINDOW_BYTES = 64 * 1024

/**
 * yauzl's way to read from elsewhere than a file; it asks for a subclass. The directory is walked in steps of
 * some 50 bytes, so a window of it is kept instead of asking the source each time.
 */
export class ZipDirectoryReader extends RandomAccessReader {
  readonly #source: ZipSource
  #window: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) }
  /** The error of the source itself, which is not the archive's fault. */
  sourceFailure: unknown

  constructor(source: ZipSource) {
    super()
    this.#source = source
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.#source.read(start, end)
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#bytes(position, length).then(
      (bytes) => {
        bytes.copy(target, offset)
        callback(null)
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error('the archive cannot be read')),
    )
  }

  async #bytes(position: number, length: number): Promise<Buffer> {
    const end = position + length
    if (end > this.#source.size) throw new Error('unexpected end of the archive')
    const { start, bytes } = this.#window
    if (position < start || end > start + bytes.length) await this.#move(position, end)
    const from = position - this.#window.start
    const found = this.#window.bytes.subarray(from, from + length)
    if (found.length < length) throw new Error('unexpected end of the archive')
    return found
  }

  async #move(start: number, end: number): Promise<void> {
    const windowEnd = Math.min(this.#source.size, Math.max(end, start + WINDOW_BYTES))
    try {
      this.#window = { start, bytes: await readRange(this.#source, start, windowEnd) }
    } catch (error) {
      this.sourceFailure = error
      throw error
    }
  }
}
