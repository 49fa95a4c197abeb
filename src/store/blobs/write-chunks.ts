import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Knex } from 'knex'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** Chunks of one statement; as many may gather meanwhile: 4 MiB for a writer. */
const CHUNKS = 8

/** For how many more a chunk that was added must stay as it is. */
export const CHUNKS_HELD = 2 * CHUNKS

/** Signature, flags and an empty header extension; from the manual's chapter on COPY, section Binary Format. */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const END = Buffer.from([0xff, 0xff])
const UUID_BYTES = 16
const INT_BYTES = 4

/** What stands before the bytes of a row of `blob_chunks (blob_id, seq, data)`. */
const rowHead = (id: Buffer, seq: number, bytes: number): Buffer => {
  const head = Buffer.alloc(2 + 4 + UUID_BYTES + 4 + INT_BYTES + 4)
  let at = head.writeInt16BE(3)
  at = head.writeInt32BE(UUID_BYTES, at)
  at += id.copy(head, at)
  at = head.writeInt32BE(INT_BYTES, at)
  at = head.writeInt32BE(seq, at)
  head.writeInt32BE(bytes, at)
  return head
}

const copyChunks = async (db: Knex, id: string, first: number, chunks: Buffer[]): Promise<void> => {
  const uuid = Buffer.from(id.replaceAll('-', ''), 'hex')
  const rows = chunks.flatMap((data, index) => [rowHead(uuid, first + index, data.length), data])
  const client: Client = await db.client.acquireConnection()
  try {
    const statement = 'copy blob_chunks (blob_id, seq, data) from stdin (format binary)'
    await pipeline(Readable.from([HEADER, ...rows, END]), client.query(copyFrom(statement)))
  } finally {
    await db.client.releaseConnection(client)
  }
}

/**
 * Writes the chunks of a blob in their order, several by one COPY while the next ones gather. `add` fails when an earlier
 * statement has failed; `end` resolves when all are written.
 */
export const createChunkWriter = (db: Knex, id: string) => {
  let gathered: Buffer[] = []
  let sent = 0
  let underWay: Promise<void> = Promise.resolve()

  /** One statement after the other, so that memory holds two at most. */
  const send = async () => {
    await underWay
    if (gathered.length === 0) return
    underWay = copyChunks(db, id, sent, gathered)
    // Whoever adds or ends next learns of its failure.
    underWay.catch(() => undefined)
    sent += gathered.length
    gathered = []
  }
  return {
    async add(chunk: Buffer): Promise<void> {
      gathered.push(chunk)
      if (gathered.length === CHUNKS) await send()
    },
    async end(): Promise<void> {
      await send()
      await underWay
    },
    /** Resolves when nothing is under way any more, whatever became of it. */
    settled: () => underWay.catch(() => undefined),
  }
}
