import { Socket } from 'node:net'

/** As Node reads at most by itself. */
const READ_BYTES = 64 * 1024

/** Bytes that lie in memory that is used again: good until the listener returns, or as long as it pauses the socket. */
export const VIEW = 'view'

/**
 * A socket for connections that bring much. Node has fresh memory for every read, which is more work to clear away than the read
 * itself; this one reads into the same memory again. Whoever listens to VIEW gets it as it is, else `data` has a copy.
 */
export const createReadingSocket = (): Socket => {
  const socket: Socket = new Socket({
    onread: {
      buffer: Buffer.allocUnsafeSlow(READ_BYTES),
      callback: (bytes, memory) => {
        const view = Buffer.from(memory.buffer, memory.byteOffset, bytes)
        if (!socket.emit(VIEW, view)) socket.emit('data', Buffer.from(view))
        return true
      },
    },
  })
  return socket
}
