import type { Duplex } from 'node:stream'
import { finished } from 'node:stream/promises'

/** Resolves when the stream has no use for the bytes any more: when they are out, and also when they never will be. */
const writeOut = (stream: Duplex, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      stream.off('close', done)
      resolve()
    }
    stream.once('close', done)
    stream.write(bytes, done)
  })

/**
 * Writes a tar stream to a container's stdin at the pace the job reads it, then closes stdin; what `source` yields need be good
 * only until the next is asked for. Answers whether all was written: a job may well end, and so close the connection, before
 * it has read all.
 * @throws what reading `source` threw.
 */
export const sendInputs = async (source: AsyncIterable<Uint8Array>, stdin: Duplex): Promise<boolean> => {
  for await (const chunk of source) {
    if (!stdin.writable) return false
    await writeOut(stdin, chunk)
  }
  if (!stdin.writable) return false
  stdin.end()
  return finished(stdin, { readable: false }).then(
    () => true,
    () => false,
  )
}
