import type { ArchiveLimits } from '../../archive/archive-limits.ts'
import type { Executor } from '../../db/create-database.ts'
import { AppError } from '../../errors.ts'
import { findContents } from '../../store/datasets/sync-files.ts'
import type { CollectedPicture, CollectedUpload, Origin } from './collected-upload.ts'

/** A file of this name in an archive lists pictures by the digest of their content, as sha256sum writes it. */
export const SUMS_NAME = 'SHA256SUMS'

/** A digest and a path of the greatest length, in bytes. */
const LINE_BYTES = 64 + 2 + 4 * 1024
/** A mark before the digest: the name is escaped; before the name: it was read as binary. */
const LINE = /^(\\?)([0-9a-f]{64}) [ *](.+)$/
const ESCAPES: Record<string, string> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' }

/** Keeps such a list. @throws AppError `too-large`. */
export const readSums = async (
  collected: CollectedUpload,
  origin: Origin,
  body: AsyncIterable<Buffer>,
  { maxFiles }: ArchiveLimits,
): Promise<void> => {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > maxFiles * LINE_BYTES)
      throw new AppError('too-large', `${SUMS_NAME} is longer than ${maxFiles} files make it.`, {
        hint: 'Send the dataset in several archives.',
      })
    parts.push(Buffer.from(chunk))
  }
  collected.sums.push({ ...origin, text: Buffer.concat(parts).toString('utf8') })
}

const unreadable = (line: number) =>
  new AppError('invalid-request', `Line ${line} of ${SUMS_NAME} is none that sha256sum writes.`, {
    loc: ['body', 'files'],
    hint: 'Write 64 hexadecimal digits in lower case, two spaces and the path in the archive.',
  })

const parseSums = ({ text }: { text: string }) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, at) => {
      const [, mark, sha256, name] = LINE.exec(line) ?? []
      if (sha256 === undefined || name === undefined) throw unreadable(at + 1)
      const path = mark ? name.replaceAll(/\\[\\nr]/g, (pair) => ESCAPES[pair] ?? pair) : name
      return { sha256, path: path.replace(/^\.\//, '') }
    })

const NOTHING_KNOWN = { mediaType: null, width: null, height: null, problem: null }

/** Of what a training found, the next one decides anew. */
const reportOf = ({ media_type, width, height, problem }: NonNullable<Found>) => ({
  mediaType: media_type,
  width,
  height,
  problem: problem?.source === 'upload' ? problem : null,
})
type Found = ReturnType<Awaited<ReturnType<typeof findContents>>['get']>

interface KnownOptions {
  maxFiles: number
  /** Pictures that the dataset has not are added as missing, for an answer that only says what would be done. */
  mayLack: boolean
}

/**
 * Adds to an upload the pictures that its archives only list, from what the dataset has. What an archive has as well is
 * taken from there.
 * @throws AppError `conflict` for what the dataset has not, `too-large`, `invalid-request` for a list that is none.
 */
export const addKnownPictures = async (
  db: Executor,
  datasetId: number,
  collected: CollectedUpload,
  { maxFiles, mayLack }: KnownOptions,
): Promise<void> => {
  const sent = new Set(collected.pictures.map(({ part, inner }) => `${part} ${inner}`))
  const named = collected.sums
    .flatMap((sums) => parseSums(sums).map((entry) => ({ ...entry, part: sums.part })))
    .filter(({ part, path }) => !sent.has(`${part} ${path}`))
  if (named.length + collected.pictures.length > maxFiles)
    throw new AppError('too-large', `The upload has more than ${maxFiles} files.`, {
      hint: 'Send the files in several requests.',
    })
  const contents = await findContents(db, datasetId, [...new Set(named.map(({ sha256 }) => sha256))])
  const known = named.map(({ part, path, sha256 }): CollectedPicture => {
    const found = contents.get(sha256)
    if (!found)
      return {
        part,
        inner: path,
        blob: { id: '', sha256, bytes: 0 },
        picture: NOTHING_KNOWN,
        isMissing: true,
      }
    return {
      part,
      inner: path,
      blob: { id: found.blob_id, sha256, bytes: found.bytes },
      picture: reportOf(found),
    }
  })
  const lacking = known.filter(({ isMissing }) => isMissing)
  if (lacking.length > 0 && !mayLack) {
    const first = lacking[0]?.inner ?? ''
    throw new AppError(
      'conflict',
      `${lacking.length} pictures of ${SUMS_NAME} are not in the dataset, the first being ${first.slice(0, 200)}.`,
      {
        hint: 'Send them by POST, under any names, or in the archive. ?dry_run=true lists them in `missing`.',
      },
    )
  }
  collected.pictures.push(...known)
}
