import { extract } from 'tar-stream'
import { createEndOfArchiveCheck } from '../../tar/end-of-archive.ts'
import { feedExtract } from '../../tar/feed-extract.ts'
import { iterateBytes } from '../../tar/iterate-bytes.ts'
import { EngineError } from '../engine/engine-error.ts'
import { createEntryCheck, type EntryLimits } from './check-entry.ts'
import { OutputError } from './output-error.ts'

export type UnpackedFile = { name: string; bytes: number; body: AsyncIterable<Uint8Array> }

export type UnpackOptions = {
  /** The folder that was archived; '' when the archive is of a single file. */
  root: string
  limits: EntryLimits
  /** Takes one file at a time; what it leaves unread is skipped. */
  onFile: (file: UnpackedFile) => Promise<void>
}

/**
 * Reads the archive of a folder that a job wrote and trusts nothing in it: regular files directly in `root`
 * only, bounded in number and size.
 * @throws OutputError when it breaks the rules, EngineError when it was cut off, else what `source` or
 *   `onFile` threw.
 */
export const unpackOutput = async (
  source: AsyncIterable<Uint8Array>,
  { root, limits, onFile }: UnpackOptions,
): Promise<void> => {
  const check = createEntryCheck(root, limits)
  const end = createEndOfArchiveCheck()
  const archive = extract()
  let parserError: Error | null = null
  archive.on('error', (error: Error) => {
    parserError = error
  })
  const feed = feedExtract(end.watch(source), archive)
  try {
    for await (const entry of archive) {
      end.entry(entry.header)
      const file = check(entry.header)
      const { body, drain } = openBody(iterateBytes(entry))
      if (file) await onFile({ ...file, body })
      await drain()
    }
  } catch (error) {
    // Whoever read the body may have wrapped the reason; the first cause counts.
    if (feed.error !== null) throw feed.error
    if (parserError === null) throw error
    if (feed.ended) throw new EngineError('unreachable', 'engine: the archive was cut off', { cause: error })
    throw new OutputError('/job/out cannot be read as a tar archive', { cause: error })
  } finally {
    archive.destroy()
  }
  end.verify()
}

/** The body of an entry that may be left half read: breaking off its own iteration would end the archive. */
const openBody = (entry: AsyncIterable<Uint8Array>) => {
  const chunks = entry[Symbol.asyncIterator]()
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) yield chunk.value
  }
  const drain = async () => {
    for await (const _ of rest());
  }
  return { body: { [Symbol.asyncIterator]: rest }, drain }
}
