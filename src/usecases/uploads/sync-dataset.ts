import { z } from 'zod'
import type { Database } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { AppError } from '../../errors.ts'
import { resolvePaths } from '../../labels/resolve-paths.ts'
import { lockDataset } from '../../store/datasets/files.ts'
import {
  findPlaces,
  type NewDatasetFile,
  type Place,
  putDatasetFiles,
  relabelFiles,
} from '../../store/datasets/put-files.ts'
import {
  deleteOthers,
  deletePlaced,
  findElsewhere,
  listOthers,
  type Move,
  moveFiles,
} from '../../store/datasets/sync-files.ts'
import { failOnVanishedRows } from '../fail-on-vanished-rows.ts'
import type { CollectedUpload, PlacedPicture } from './collected-upload.ts'
import { describeUpload, uploadReport } from './describe-upload.ts'
import { toRow, type UnderstandOptions, understandCollected } from './understand-collected.ts'

export type SyncOptions = UnderstandOptions & {
  /** Only say what would be done. */
  isDryRun: boolean
  /** What becomes of files that the archive has not. */
  others: 'remove' | 'keep'
}

/** What became of every file of the archive, and of every file of the dataset. */
export const syncReport = uploadReport
  .extend({
    moved: z
      .object({
        count: z.int(),
        files: z.array(z.object({ from: z.string().describe('Its path before.'), dataset_path: z.string() })),
      })
      .describe('Pictures that the dataset had under another path: they stay the same files.'),
    removed: uploadReport.shape.same.describe(
      'Files that are not in the archive; by their paths in the dataset.',
    ),
    missing: z
      .array(z.object({ path: z.string(), sha256: z.string() }))
      .describe(
        'What SHA256SUMS names and neither the archive nor the dataset has; a picture of several paths once.',
      ),
    dry_run: z.boolean().describe('Whether nothing was done, only said.'),
  })
  .meta({ id: 'SyncReport' })
type SyncReport = z.infer<typeof syncReport>

const refuseLoosePictures = ({ pictures, partNames }: CollectedUpload) => {
  const loose = pictures.find(({ inner }) => inner === null)
  if (!loose) return
  const name = partNames[loose.part] ?? ''
  throw new AppError('invalid-request', `"${name.slice(0, 200)}" is no archive.`, {
    loc: ['body', 'files'],
    hint: 'What the archive does not have is removed, so all of the dataset must be in it; add single pictures by POST.',
  })
}

type Understood = Awaited<ReturnType<typeof understandCollected>>
type PlacedInArchive = ReturnType<typeof placeInArchive>[number]
type Elsewhere = Awaited<ReturnType<typeof findElsewhere>>

/** Each picture with its place, and whether it has it to itself: what the dataset has does not count. */
const placeInArchive = ({ pictures, claims }: Understood) => {
  const places = resolvePaths(claims, new Map(), 'keep')
  return pictures.map((picture, at) => ({
    ...picture,
    ...(places[at] ?? { path: '', outcome: 'added' as const }),
  }))
}

/** Where clients put pictures that are to get their place by a sync that names them. */
const INCOMING = 'incoming/'

/** Where others are kept, a copy of theirs is no other name for them; but what has only just come is. */
const onlyIncoming = (elsewhere: Elsewhere): Elsewhere =>
  new Map([...elsewhere].filter(([, { path }]) => path.startsWith(INCOMING)))

const listMissing = ({ pictures }: CollectedUpload) => {
  const missing = new Map<string, string>()
  for (const { blob, inner, isMissing } of pictures)
    if (isMissing && !missing.has(blob.sha256)) missing.set(blob.sha256, inner ?? '')
  return [...missing].map(([sha256, path]) => ({ path, sha256 }))
}

/** What makes a dataset that has `there` under the archive's paths, and `elsewhere` under others, equal to the archive. */
const plan = (pictures: PlacedInArchive[], there: ReadonlyMap<string, Place>, elsewhere: Elsewhere) => {
  const left = new Map(elsewhere)
  const written: NewDatasetFile[] = []
  const same: Pick<Place, 'path' | 'label' | 'split'>[] = []
  const moves: (Move & { from: string })[] = []
  const relabelled: string[] = []
  const placed = pictures.map(({ file, path, outcome, ...picture }): PlacedPicture => {
    const { sha256 } = picture.blob
    const now = { path, label: file.label, split: file.split }
    const isOther = (before: Pick<Place, 'label' | 'split'>) =>
      before.label !== now.label || before.split !== now.split
    // The same picture twice in the archive.
    if (outcome === 'same') return { ...picture, path, outcome }
    const before = there.get(path)
    if (before?.sha256 === sha256) {
      if (isOther(before)) {
        same.push(now)
        relabelled.push(path)
      }
      return { ...picture, path, outcome: 'same' }
    }
    const found = before ? undefined : left.get(sha256)
    if (found) {
      left.delete(sha256)
      moves.push({ ...now, id: found.id, from: found.path })
      if (isOther(found)) relabelled.push(path)
      return { ...picture, path, outcome: 'moved' }
    }
    written.push(toRow(picture, path, file))
    return { ...picture, path, outcome: before ? 'replaced' : outcome }
  })
  return { placed, written, same, moves, relabelled }
}

/**
 * Makes a dataset equal to an archive: adds what it has more, removes what it has not, gives its labels and parts to
 * what both have; all or nothing. A picture that only has another path stays the same file.
 * @throws LayoutRefused when the request has to say more, AppError `invalid-request` for a picture outside an archive,
 *   `not-found` when the dataset has just been deleted.
 */
export const syncDataset = async (
  db: Database,
  datasetId: number,
  collected: CollectedUpload,
  { isDryRun, others, ...options }: SyncOptions,
): Promise<SyncReport> => {
  refuseLoosePictures(collected)
  const understood = await understandCollected(collected, options, [])
  const pictures = placeInArchive(understood)
  const paths = pictures.map(({ path }) => path)
  const done = await transaction(db.slow, async (trx) => {
    await lockDataset(trx, datasetId)
    const there = await findPlaces(trx, datasetId, paths)
    const hashes = understood.claims.map(({ sha256 }) => sha256)
    const elsewhere = await findElsewhere(trx, datasetId, hashes, paths)
    const planned = plan(pictures, there, others === 'keep' ? onlyIncoming(elsewhere) : elsewhere)
    const kept = { paths, ids: planned.moves.map(({ id }) => id) }
    if (!isDryRun) await deletePlaced(trx, datasetId, { folder: INCOMING, sha256s: hashes, kept })
    const removed =
      others === 'keep' ? { count: 0, paths: [] } : await listOthers(trx, datasetId, kept, options.paths)
    if (!isDryRun) {
      if (others === 'remove') await deleteOthers(trx, datasetId, kept)
      await moveFiles(trx, datasetId, planned.moves)
      await putDatasetFiles(trx, datasetId, planned.written)
      await relabelFiles(trx, datasetId, planned.same)
    }
    return { ...planned, removed }
  }).catch(failOnVanishedRows)
  const { moves, removed } = done
  return {
    ...describeUpload({ ...understood, ...done }, options.paths),
    moved: {
      count: moves.length,
      files: moves.slice(0, options.paths).map(({ from, path }) => ({ from, dataset_path: path })),
    },
    removed,
    missing: listMissing(collected),
    dry_run: isDryRun,
  }
}
