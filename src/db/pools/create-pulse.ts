import { Socket } from 'node:net'
import pg from 'pg'
import type { Logger } from '../../logger.ts'

/** How often the server is asked, in milliseconds. */
const BEAT_MS = 500
/** Beats without an answer after which it counts as silent. Counted, so that a busy process of ours blames nobody. */
const MISSES = 6

/** As Node names a connection that timed out, so that whoever waited is told that the database is away. */
const silence = () => Object.assign(new Error('The database does not answer.'), { code: 'ETIMEDOUT' })

/**
 * Notices a PostgreSQL that is there but silent: stopped, frozen, or cut off without a word. It is asked on a connection
 * of its own; without an answer all connections are cut and none is made, so that whatever waits for one fails at once,
 * until it answers again. A statement that takes long is not cut as long as the server answers this. Asks only while
 * there are connections.
 */
export const createPulse = (connectionString: string, logger: Logger) => {
  const sockets = new Set<Socket>()
  let asking: { client: pg.Client; isAnswered: boolean; missed: number } | undefined
  let isSilent = false
  let timer: NodeJS.Timeout | undefined

  const watch = (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    return socket
  }
  const hear = () => {
    if (isSilent) logger.info('the database answers again')
    isSilent = false
  }
  const begin = () => {
    const client = new pg.Client({
      connectionString,
      application_name: 'tinymlaas-pulse',
      stream: () => watch(new Socket()),
    })
    client.on('error', () => undefined)
    asking = { client, isAnswered: false, missed: 0 }
    return { asked: asking, ready: client.connect() }
  }
  const ask = async () => {
    const { asked, ready } = asking ? { asked: asking, ready: undefined } : begin()
    asked.isAnswered = false
    try {
      await ready
      await asked.client.query('select 1')
      asked.isAnswered = true
      asked.missed = 0
      hear()
    } catch {
      if (asking !== asked) return
      // Also an answer: the server, or the machine it was on, has spoken. The next beat tries again.
      asking = undefined
      hear()
    }
  }
  const rest = () => {
    clearInterval(timer)
    timer = undefined
    asking?.client.end().catch(() => undefined)
    asking = undefined
  }
  const beat = () => {
    const others = sockets.size - (asking ? 1 : 0)
    if (others <= 0 && !isSilent) return rest()
    if (!asking || asking.isAnswered) return void ask()
    asking.missed += 1
    if (asking.missed < MISSES) return
    asking = undefined
    if (!isSilent) logger.warn('the database is silent: its connections are cut', { connections: others })
    isSilent = true
    for (const socket of sockets) socket.destroy(silence())
  }
  return {
    /** The socket of a connection, which is cut when the server falls silent. */
    guard(socket: Socket) {
      watch(socket)
      if (isSilent) setImmediate(() => socket.destroy(silence()))
      timer ??= setInterval(beat, BEAT_MS).unref()
      return socket
    },
    stop: rest,
  }
}
