import type { Duplex } from 'node:stream'
import { finished } from 'node:stream/promises'
import { awaitDrain } from '../../tar/await-drain.ts'

/**
 * Writes a tar stream to a container's stdin at the pace the job reads it, then closes stdin. Answers
 * whether all was written: a job may well end, and so close the connection, before it has read all.
 * @throws what reading `source` threw.
 */
export const sendInputs = async (source: AsyncIterable<Uint8Array>, stdin: Duplex): Promise<boolean> => {
  for await (const chunk of source) {
    if (!stdin.writable) return false
    if (!stdin.write(chunk)) await awaitDrain(stdin)
  }
  if (!stdin.writable) return false
  stdin.end()
  return finished(stdin, { readable: false }).then(
    () => true,
    () => false,
  )
}
