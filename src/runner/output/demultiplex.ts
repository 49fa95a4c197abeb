import { EngineError } from '../engine/engine-error.ts'

const HEADER_BYTES = 8
const STDOUT = 1
const STDERR = 2
/** The engine writes frames of at most some tens of KiB; a longer one means that we lost our place. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024

/** A piece of what a container wrote; one frame may come as several pieces. */
export type OutputPiece = { stream: 'stdout' | 'stderr'; bytes: Uint8Array }

/**
 * Takes apart the engine's stream of frames (1 byte stream, 3 bytes zero, 4 bytes length, payload), wherever
 * the chunks are cut. Pulls a chunk only when the last one is used up, and holds no frame as a whole.
 * Ends quietly when the source ends within a frame: that is how an engine dies.
 * @throws EngineError when the bytes are not frames.
 */
export async function* demultiplex(source: AsyncIterable<Uint8Array>): AsyncGenerator<OutputPiece> {
  const header = Buffer.alloc(HEADER_BYTES)
  let headerBytes = 0
  let stream: OutputPiece['stream'] = 'stdout'
  let missing = 0
  for await (const chunk of source) {
    let at = 0
    while (at < chunk.length) {
      if (missing > 0) {
        const bytes = chunk.subarray(at, at + missing)
        at += bytes.length
        missing -= bytes.length
        yield { stream, bytes }
        continue
      }
      const part = chunk.subarray(at, at + HEADER_BYTES - headerBytes)
      header.set(part, headerBytes)
      headerBytes += part.length
      at += part.length
      if (headerBytes < HEADER_BYTES) continue
      headerBytes = 0
      stream = streamOf(header)
      missing = header.readUInt32BE(4)
      if (missing > MAX_FRAME_BYTES) throw new EngineError('engine', `engine: a frame of ${missing} bytes`)
    }
  }
}

const streamOf = (header: Buffer): OutputPiece['stream'] => {
  const [type, ...zeros] = header.subarray(0, 4)
  if ((type !== STDOUT && type !== STDERR) || zeros.some((byte) => byte !== 0)) {
    throw new EngineError('engine', 'engine: the output is not framed')
  }
  return type === STDOUT ? 'stdout' : 'stderr'
}
