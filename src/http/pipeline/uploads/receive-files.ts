import type { Request } from 'express'
import { defaultArchiveLimits } from '../../../archive/archive-limits.ts'
import type { NameEncoding } from '../../../archive/names/name-encodings.ts'
import { withLease } from '../../../store/blobs/lease.ts'
import { findDatasetOrFail } from '../../../usecases/find-or-fail.ts'
import { addKnownPictures } from '../../../usecases/uploads/add-known-pictures.ts'
import { collectFile } from '../../../usecases/uploads/collect-file.ts'
import { type CollectedUpload, emptyUpload } from '../../../usecases/uploads/collected-upload.ts'
import { presentUnderstanding } from '../../../usecases/uploads/describe-upload.ts'
import { judgeOpenEnds } from '../../../usecases/uploads/judge-open-ends.ts'
import { LayoutRefused } from '../../../usecases/uploads/layout-refused.ts'
import { isNoPicture } from '../../../usecases/uploads/store-picture.ts'
import type { AppDeps } from '../../app-deps.ts'
import { InvalidRequest } from '../invalid-request.ts'
import { receiveMultipart } from './receive-multipart.ts'

const FIELD = 'files'

/** What an upload could not be understood as, with what the client may answer. */
const toInvalidRequest = ({ understanding }: LayoutRefused) => {
  const refusals = understanding.problems.filter(({ isRefusal }) => isRefusal)
  const issues = refusals.map(({ code, message }) => ({ loc: ['body', FIELD], msg: message, type: code }))
  const hint = refusals.map((problem) => problem.hint).join(' ')
  return new InvalidRequest(issues, null, { hint, ...presentUnderstanding(understanding) })
}

interface ReceiveOptions {
  /** Code page of names that do not say it; null where it is to be found out. */
  names: NameEncoding | null
  /** Whether archives may list pictures that the dataset has instead of sending them; `wanted` are listed although it has not. */
  known?: { wanted: boolean }
}

/**
 * Reads an upload to a dataset straight into the database, and hands it to `use` when all has arrived. What `use` has
 * made nothing of, was refused or broke off, leaves nothing behind.
 */
export const receiveFiles = async <T>(
  { db, config, thumbnails }: AppDeps,
  datasetId: number,
  { names, known }: ReceiveOptions,
  request: Request,
  use: (collected: CollectedUpload) => Promise<T>,
): Promise<T> => {
  await findDatasetOrFail(db.knex, datasetId)
  const { maxFileBytes, maxArchiveBytes, maxFiles } = config.upload
  const limits = {
    ...defaultArchiveLimits,
    // Folders and clutter come on top of the pictures.
    maxEntries: Math.max(defaultArchiveLimits.maxEntries, 4 * maxFiles),
    maxFiles,
    maxEntryBytes: maxFileBytes,
    maxTotalBytes: maxArchiveBytes * 2,
  }
  const largest = Math.max(maxFileBytes, maxArchiveBytes)
  const collected = emptyUpload()
  return withLease(db.bulk, async (_single, { write, flush }) => {
    await receiveMultipart(request, { field: FIELD, maxFiles, maxFileBytes: largest }, (file) =>
      collectFile(
        db,
        collected,
        { name: file.originalname, body: file.stream },
        {
          limits,
          names,
          takesSums: known !== undefined,
          write,
        },
      ),
    )
    await flush()
    await judgeOpenEnds(db, thumbnails, datasetId, collected)
    if (known) await addKnownPictures(db.knex, datasetId, collected, { maxFiles, mayLack: known.wanted })
    // Damaged pictures are kept and reported; what is none at all was sent by mistake.
    if (!collected.pictures.some(({ picture }) => !isNoPicture(picture))) {
      const found = [...new Set(collected.leftOut.map(({ message }) => message))].slice(0, 3).join(' ')
      const msg = `Nothing of what was sent is a picture.${found ? ` ${found}` : ''}`
      throw new InvalidRequest([{ loc: ['body', FIELD], msg, type: 'value_error' }], null)
    }
    return use(collected)
  }).catch((error: unknown) => {
    throw error instanceof LayoutRefused ? toInvalidRequest(error) : error
  })
}
