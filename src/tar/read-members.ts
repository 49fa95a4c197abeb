import { extract, type Header } from 'tar-stream'
import { toError } from '../errors.ts'
import { awaitDrain } from './await-drain.ts'
import { createEndCheck } from './end-of-archive.ts'
import { iterateBytes } from './iterate-bytes.ts'
import { TarError } from './tar-error.ts'

export type TarHeader = Pick<Header, 'name' | 'size' | 'type' | 'mode' | 'pax'>

export interface TarMember {
  header: TarHeader
  /** May be left half read: the rest is passed over when the next member is asked for. */
  body: AsyncIterable<Uint8Array>
}

/**
 * Reads the members of a tar one after the other, at the reader's pace, and holds no member as a whole. Judging
 * names, kinds and sizes is the caller's part. `latin1` gives names with one character per byte, but those of pax.
 * @throws TarError, from here and from a body, when the bytes are no tar or end before its end mark; else what
 *   `source` threw.
 */
export async function* readMembers(
  source: AsyncIterable<Uint8Array>,
  nameEncoding: 'utf-8' | 'latin1' = 'utf-8',
): AsyncGenerator<TarMember> {
  const end = createEndCheck()
  // tar-stream takes an encoding for names, which its types do not tell.
  const options: { highWaterMark?: number; filenameEncoding: string } = { filenameEncoding: nameEncoding }
  const parser = extract(options)
  let parserError: Error | null = null
  parser.on('error', (error: Error) => {
    parserError = error
  })
  const feed = feedParser(end.watch(source), parser)
  const explain = (error: unknown): unknown => {
    if (feed.error !== null) return feed.error
    if (parserError === null) return error
    return feed.ended ? new TarError('cut', { cause: error }) : new TarError('malformed', { cause: error })
  }
  try {
    for await (const entry of parser) {
      end.entry(entry.header)
      // Some packers give a folder a size; no bytes follow, and its stream never ends.
      if (entry.header.type === 'directory') {
        entry.resume()
        yield { header: entry.header, body: nothing() }
        continue
      }
      const { body, drain } = openBody(iterateBytes(entry), explain)
      yield { header: entry.header, body }
      await drain()
    }
  } catch (error) {
    throw explain(error)
  } finally {
    parser.destroy()
  }
  end.verify()
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/**
 * Starts to write a stream into the parser, at the parser's pace. Lets go of the source once the parser is
 * destroyed, and destroys the parser when the source fails. Answers how far it got.
 */
const feedParser = (source: AsyncIterable<Uint8Array>, parser: ReturnType<typeof extract>) => {
  const progress: { ended: boolean; error: unknown } = { ended: false, error: null }
  const feed = async () => {
    for await (const chunk of source) {
      if (parser.destroyed) return
      if (!parser.write(chunk)) await awaitDrain(parser)
    }
    progress.ended = true
    parser.end(null)
  }
  feed().catch((error: unknown) => {
    progress.error = error
    parser.destroy(toError(error))
  })
  return progress
}

/** The body of an entry that may be left half read: breaking off its own iteration would end the archive. */
const openBody = (entry: AsyncIterable<Uint8Array>, explain: (error: unknown) => unknown) => {
  const chunks = entry[Symbol.asyncIterator]()
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) yield chunk.value
    } catch (error) {
      throw explain(error)
    }
  }
  const drain = async () => {
    for await (const _ of rest());
  }
  return { body: { [Symbol.asyncIterator]: rest }, drain }
}
