import { once } from 'node:events'
import { connect } from 'node:net'

/** A bare connection on which a client sends what it likes, as slowly as it likes. */
export const openConnection = async (url: string) => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  let received = ''
  const started = performance.now()
  socket.on('data', (bytes) => {
    received += bytes
  })
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return {
    send: (text: string) => socket.write(text),
    /** Takes nothing any more of what the relay sends. */
    stall: () => socket.pause(),
    resume: () => socket.resume(),
    /** Sends one byte again and again. */
    drip: (everyMs: number) => {
      const timer = setInterval(() => socket.writable && socket.write('x'), everyMs)
      socket.once('close', () => clearInterval(timer))
    },
    received: () => received,
    /** Seconds from the start to the end of the connection; null when it outlives `limitMs`. */
    async ended(limitMs: number): Promise<number | null> {
      const timer = setTimeout(() => socket.destroy(), limitMs)
      await closed
      clearTimeout(timer)
      const seconds = (performance.now() - started) / 1000
      return seconds * 1000 < limitMs ? seconds : null
    },
    close: () => socket.destroy(),
  }
}
