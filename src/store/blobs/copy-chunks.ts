import type { Knex } from 'knex'
import type { Client, Connection } from 'pg'
import { CHUNK_BYTES } from './gather-first.ts'

/** Chunks of one COPY: a piece of 1 MiB, of which an upload has two. */
const PIECE_CHUNKS = 4

const UUID_BYTES = 16
/** COPY's signature, flags and an empty header extension; from the manual's chapter on COPY, section Binary Format. */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
/** A count of fields, each of them after its length: the id, the number of the chunk, its bytes. */
const ROW_HEAD_BYTES = 2 + (4 + UUID_BYTES) + (4 + 4) + 4
const END_OF_ROWS = -1

/** The protocol's messages: a letter, and the length of what follows with itself. */
const MESSAGE_HEAD_BYTES = 1 + 4
const COPY_DATA = 'd'
const COPY_DONE = Buffer.from('c\0\0\0\x04', 'latin1')

const ROWS_AT = MESSAGE_HEAD_BYTES + SIGNATURE.length
const PIECE_BYTES = ROWS_AT + PIECE_CHUNKS * (ROW_HEAD_BYTES + CHUNK_BYTES) + 2 + COPY_DONE.length

const STATEMENT = 'copy blob_chunks (blob_id, seq, data) from stdin (format binary)'

/** Rows of a blob as they go to the server, in memory that is used again for the next ones. */
const createPiece = (id: Buffer) => {
  const bytes = Buffer.allocUnsafeSlow(PIECE_BYTES)
  bytes.write(COPY_DATA, 0, 'latin1')
  SIGNATURE.copy(bytes, MESSAGE_HEAD_BYTES)
  let rows = 0
  let end = ROWS_AT
  /** Bytes that the last row lacks to be whole. */
  let lacking = 0

  const beginRow = (seq: number) => {
    end = bytes.writeInt16BE(3, end)
    end = bytes.writeInt32BE(UUID_BYTES, end)
    end += id.copy(bytes, end)
    end = bytes.writeInt32BE(4, end)
    end = bytes.writeInt32BE(seq, end)
    end = bytes.writeInt32BE(CHUNK_BYTES, end)
    lacking = CHUNK_BYTES
    rows += 1
  }
  return {
    isFull: () => rows === PIECE_CHUNKS && lacking === 0,
    clear: () => {
      rows = 0
      end = ROWS_AT
      lacking = 0
    },
    /** Takes what there is room for in the chunk with this number, and answers how much that is. */
    add: (seq: number, data: Uint8Array): number => {
      if (lacking === 0) beginRow(seq)
      const part = data.subarray(0, lacking)
      bytes.set(part, end)
      end += part.length
      lacking -= part.length
      return part.length
    },
    /** The two messages that bring the rows, of which the last may be shorter, and say that they are all. */
    seal: (): Buffer => {
      const length = CHUNK_BYTES - lacking
      bytes.writeInt32BE(length, end - length - 4)
      const dataEnd = bytes.writeInt16BE(END_OF_ROWS, end)
      bytes.writeInt32BE(dataEnd - 1, 1)
      COPY_DONE.copy(bytes, dataEnd)
      return bytes.subarray(0, dataEnd + COPY_DONE.length)
    },
  }
}
type Piece = ReturnType<typeof createPiece>

/**
 * Sends the statement and all of its rows at once, without a copy of them in between: pg's own way to send values makes
 * two, and pg-copy-streams waits for the server before the first byte. A server that refuses the statement passes over the rows, as
 * the protocol has it.
 */
const send = (client: Client, messages: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    client.query({
      submit: (connection: Connection) => {
        connection.query(STATEMENT)
        connection.stream.write(messages)
      },
      handleCopyInResponse: () => undefined,
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    })
  })

/**
 * Writes a large blob's bytes as chunks by COPY, one piece while the next one gathers. Every piece is a transaction of its own, so
 * that a source may take its time. `write` fails when an earlier piece has failed; its bytes may be used again after it.
 */
export const createChunkCopier = (db: Knex, id: string) => {
  const uuid = Buffer.from(id.replaceAll('-', ''), 'hex')
  const spare: Piece[] = []
  let written = 0
  let piece: Piece | null = null
  let underWay: Promise<void> = Promise.resolve()

  const copy = async (full: Piece) => {
    const client: Client = await db.client.acquireConnection()
    try {
      await send(client, full.seal())
    } finally {
      await db.client.releaseConnection(client)
    }
    full.clear()
    spare.push(full)
  }
  /** One piece after the other, so that memory holds two. */
  const sendPiece = async () => {
    await underWay
    if (!piece) return
    underWay = copy(piece)
    // Whoever adds or flushes next learns of its failure.
    underWay.catch(() => undefined)
    piece = null
  }

  return {
    async write(data: Uint8Array): Promise<void> {
      for (let at = 0; at < data.length; ) {
        piece ??= spare.pop() ?? createPiece(uuid)
        const taken = piece.add(Math.floor(written / CHUNK_BYTES), data.subarray(at))
        at += taken
        written += taken
        if (piece.isFull()) await sendPiece()
      }
    },
    /** Resolves when all is in the database. */
    async flush(): Promise<void> {
      await sendPiece()
      await underWay
    },
    /** Resolves when nothing is under way any more; what was gathered is forgotten. */
    async abandon(): Promise<void> {
      piece = null
      await underWay.catch(() => undefined)
      underWay = Promise.resolve()
    },
  }
}
