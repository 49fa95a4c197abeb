import { readMembers } from '../../tar/read-members.ts'
import { TarError } from '../../tar/tar-error.ts'
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
  const first: { error?: unknown } = {}
  try {
    for await (const { header, body } of readMembers(source)) {
      const file = check(header)
      if (file) await onFile({ ...file, body: noting(body, first) })
    }
  } catch (error) {
    throw blame('error' in first ? first.error : error)
  }
}

/** Whoever reads a body may wrap what it throws; the first cause counts. */
async function* noting(body: AsyncIterable<Uint8Array>, first: { error?: unknown }) {
  try {
    yield* body
  } catch (error) {
    first.error = error
    throw error
  }
}

/** The engine makes the archive, so a cut one is its failure; what the job put into it is the job's. */
const blame = (error: unknown): unknown => {
  if (!(error instanceof TarError)) return error
  if (error.fault === 'cut')
    return new EngineError('unreachable', 'engine: the archive was cut off', { cause: error })
  return new OutputError('/job/out cannot be read as a tar archive', { cause: error })
}
