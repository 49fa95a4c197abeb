import type { Pool } from 'pg'
import { receiveCopy } from './receive-copy.ts'

/** Signature and flags; a header extension follows. From the manual's chapter on COPY, section Binary Format. */
const SIGNATURE_BYTES = 11 + 4
const END_OF_ROWS = -1
const NULL_FIELD = -1
/** A row of ours is one 256 KiB chunk and a few integers. */
const MAX_FIELD_BYTES = 1024 * 1024
/** Room for the fields of a row, to begin with; it grows to that of the largest one. */
const FIRST_BYTES = 4 * 1024

/** Fills memory with what comes next, and answers it. */
const createFiller = (input: AsyncIterator<Buffer>) => {
  let bytes: Buffer = Buffer.alloc(0)
  return async (memory: Buffer): Promise<Buffer> => {
    for (let filled = 0; filled < memory.length; ) {
      if (bytes.length === 0) {
        const next = await input.next()
        if (next.done) throw new Error('The database ended a COPY early.')
        bytes = next.value
      }
      const copied = bytes.copy(memory, filled)
      bytes = bytes.subarray(copied)
      filled += copied
    }
    return memory
  }
}

/**
 * Reads the bytes of `COPY ... TO STDOUT (FORMAT binary)` as rows of raw fields; null for SQL's null. A row is good until the next
 * is asked for. Where there is `memory` with room for the fields of all rows, they are laid one after the other there, and stay.
 * @throws Error when the stream ends early or is no such stream.
 */
export async function* parseCopy(
  source: AsyncIterable<Buffer>,
  memory?: Buffer,
): AsyncGenerator<(Buffer | null)[]> {
  const fill = createFiller(source[Symbol.asyncIterator]())
  let room = memory ?? Buffer.allocUnsafe(FIRST_BYTES)
  let used = 0
  const makeRoom = (length: number) => {
    if (room.length - used < length) {
      room = Buffer.allocUnsafe(Math.max(2 * room.length, length))
      used = 0
    }
    used += length
    return room.subarray(used - length, used)
  }
  const count = Buffer.alloc(2)
  const size = Buffer.alloc(4)
  const takeField = async () => {
    const length = (await fill(size)).readInt32BE()
    if (length === NULL_FIELD) return null
    if (length < 0 || length > MAX_FIELD_BYTES)
      throw new Error(`A COPY field of ${length} bytes makes no sense.`)
    return fill(makeRoom(length))
  }

  await fill(Buffer.alloc(SIGNATURE_BYTES))
  await takeField()
  for (
    let fields = (await fill(count)).readInt16BE();
    fields !== END_OF_ROWS;
    fields = (await fill(count)).readInt16BE()
  ) {
    const row: (Buffer | null)[] = []
    for (let i = 0; i < fields; i++) row.push(await takeField())
    yield row
    if (!memory) used = 0
  }
}

/**
 * Streams the rows of a query by COPY, the fastest way out of Postgres and flat in memory; parseCopy says how long a row is
 * good. COPY takes no parameters: the caller may only put validated numbers and UUIDs into `query`.
 */
export async function* copyRows(
  streams: Pool,
  query: string,
  memory?: Buffer,
): AsyncGenerator<(Buffer | null)[]> {
  const client = await streams.connect()
  const bytes = receiveCopy(client, `copy (${query}) to stdout (format binary)`)
  let isFinished = false
  try {
    yield* parseCopy(bytes, memory)
    // Behind the last row comes what pg reads.
    isFinished = (await bytes.next()).done === true
  } finally {
    await bytes.return(undefined)
    // A connection in the middle of a COPY is of no further use.
    client.release(!isFinished)
  }
}
