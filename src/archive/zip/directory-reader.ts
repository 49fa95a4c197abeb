import type { Readable } from 'node:stream'
import { RandomAccessReader } from 'yauzl'
import type { ZipSource } from './zip-source.ts'

const WINDOW_BYTES = 64 * 1024

const CENTRAL_HEADER = 0x02014b50
/** An entry of the directory as yauzl reads it, without its name. */
const CENTRAL_HEADER_BYTES = 46
/** An encrypted file, by a password or by PKWARE's certificates. */
const ENCRYPTED_FLAGS = 0x1 | 0x40

const tellsEncryption = (bytes: Buffer): boolean =>
  bytes.length === CENTRAL_HEADER_BYTES &&
  bytes.readUInt32LE(0) === CENTRAL_HEADER &&
  (bytes.readUInt16LE(8) & ENCRYPTED_FLAGS) !== 0

/**
 * yauzl's way to read from elsewhere than a file; it asks for a subclass. The directory is walked in steps of
 * some 50 bytes, so a window of it is kept instead of asking the source each time.
 */
export class ZipDirectoryReader extends RandomAccessReader {
  readonly #source: ZipSource
  #window: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) }
  /** The error of the source itself, which is not the archive's fault. */
  sourceFailure: unknown
  /** An encrypted file was met, which yauzl may take for a broken one. */
  metEncryption = false

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
        this.metEncryption ||= tellsEncryption(bytes)
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
      this.#window = { start, bytes: await this.#source.readRange(start, windowEnd) }
    } catch (error) {
      this.sourceFailure = error
      throw error
    }
  }
}
