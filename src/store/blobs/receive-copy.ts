import type { Duplex } from 'node:stream'
import type { Connection, PoolClient } from 'pg'
import { VIEW } from '../../db/pools/create-reading-socket.ts'

/** The protocol's messages: a letter, and the length of what follows with itself. */
const HEAD_BYTES = 1 + 4
const COPY_DATA = 'd'
/** What comes beside the rows and tells nothing here: CopyOutResponse, and what a server may say at any time. */
const PASSED_OVER = 'HNSA'

type Listener = (bytes: Buffer) => void

/** Takes what the connection brings, in the place of pg, one read after the other and none before it is asked for. */
const createIntake = (client: PoolClient, query: string) => {
  let stream: Duplex | undefined
  let owners: Listener[] = []
  let asked: PromiseWithResolvers<Buffer> | undefined
  let failure: Error | undefined
  let isMine = false
  const ended = Promise.withResolvers<void>()
  // Whoever asks for bytes learns of it as well, and may not wait for the end.
  ended.promise.catch(() => undefined)

  const take: Listener = (bytes) => {
    stream?.pause()
    asked?.resolve(bytes)
  }
  client.query({
    submit: (connection: Connection) => {
      stream = connection.stream
      isMine = true
      owners = stream.listeners('data') as Listener[]
      for (const owner of owners) stream.off('data', owner)
      // One is for sockets of our own, the other for all others, as those of TLS.
      stream.on(VIEW, take).on('data', take)
      if (!asked) stream.pause()
      connection.query(query)
    },
    handleCommandComplete: () => undefined,
    handleReadyForQuery: () => ended.resolve(),
    handleError: (error: Error) => {
      failure = error
      asked?.reject(error)
      ended.reject(error)
    },
  })
  return {
    /** Good until the next is asked for. */
    async next(): Promise<Buffer> {
      if (failure) throw failure
      asked = Promise.withResolvers()
      stream?.resume()
      return asked.promise
    },
    /** Gives pg these bytes, which are for it, and all that come from here on. Resolves when the statement has ended. */
    giveBack(bytes: Buffer): Promise<void> {
      isMine = false
      stream?.off(VIEW, take).off('data', take)
      for (const owner of owners) {
        stream?.on('data', owner)
        owner(bytes)
      }
      stream?.resume()
      return ended.promise
    },
    /** Cuts the connection, unless pg has it back: the server would wait for ever to send the rest. */
    close: () => {
      if (isMine) stream?.destroy()
    },
  }
}

/**
 * What `COPY ... TO STDOUT` brings, as it comes and without the messages around it, in memory that is used again: a part is good
 * until the next is asked for. A connection on which this was not read to its end is of no further use.
 */
export async function* receiveCopy(client: PoolClient, query: string): AsyncGenerator<Buffer> {
  const intake = createIntake(client, query)
  const head = Buffer.alloc(HEAD_BYTES)
  let have = 0
  let left = 0
  let isData = false
  try {
    for (;;) {
      const bytes = await intake.next()
      for (let at = 0; at < bytes.length; ) {
        const part = bytes.subarray(at, at + (left > 0 ? left : HEAD_BYTES - have))
        at += part.length
        if (left > 0) {
          left -= part.length
          if (isData) yield part
          continue
        }
        head.set(part, have)
        have += part.length
        if (have < HEAD_BYTES) continue
        have = 0
        left = head.readInt32BE(1) - 4
        const letter = head.toString('latin1', 0, 1)
        isData = letter === COPY_DATA
        if (isData || PASSED_OVER.includes(letter)) continue
        // The end, or an error in the place of it.
        return await intake.giveBack(Buffer.concat([head, bytes.subarray(at)]))
      }
    }
  } finally {
    intake.close()
  }
}
