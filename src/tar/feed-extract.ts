import type { Extract } from 'tar-stream'
import { toError } from '../errors.ts'
import { awaitDrain } from './await-drain.ts'

/**
 * Starts to write a stream into the archive parser, at the parser's pace. Lets go of the source once the
 * parser is destroyed, and destroys the parser when the source fails. Answers how far it got.
 */
export const feedExtract = (source: AsyncIterable<Uint8Array>, archive: Extract) => {
  const progress: { ended: boolean; error: unknown } = { ended: false, error: null }
  const feed = async () => {
    for await (const chunk of source) {
      if (archive.destroyed) return
      if (!archive.write(chunk)) await awaitDrain(archive)
    }
    progress.ended = true
    archive.end(null)
  }
  feed().catch((error: unknown) => {
    progress.error = error
    archive.destroy(toError(error))
  })
  return progress
}
