import { Readable } from 'node:stream'
import type { ExtractEvents } from 'tar-stream'

/**
 * The body of a tar entry as a stream that may be given up early: tar-stream's own would take the whole
 * archive down with it, and only goes on when every byte was read.
 */
export const tarBody = (entry: ExtractEvents['entry'][1], explain: (error: unknown) => unknown): Readable => {
  const body = new Readable({
    read() {
      entry.resume()
    },
    destroy(error, done) {
      entry.resume()
      done(error)
    },
  })
  // Who reads the body gets its error all the same; one who did not begin to must not crash the process.
  body.on('error', () => undefined)
  entry.on('data', (chunk) => {
    if (!body.destroyed && !body.push(chunk)) entry.pause()
  })
  entry.on('end', () => body.push(null))
  entry.on('error', (error) => {
    const cause = explain(error)
    body.destroy(cause instanceof Error ? cause : new Error('the archive could not be read', { cause }))
  })
  entry.pause()
  return body
}
