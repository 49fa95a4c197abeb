import type { Database } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { pathChoices, resolvePaths } from '../../labels/resolve-paths.ts'
import type { LabelOptions } from '../../labels/upload.ts'
import { countLabels } from '../../store/datasets/datasets.ts'
import { lockDataset } from '../../store/datasets/files.ts'
import {
  findPlaces,
  type NewDatasetFile,
  type Place,
  putDatasetFiles,
  relabelFiles,
} from '../../store/datasets/put-files.ts'
import { failOnVanishedRows } from '../fail-on-vanished-rows.ts'
import type { CollectedUpload, PlacedPicture } from './collected-upload.ts'
import { describeUpload, type UploadReport } from './describe-upload.ts'
import { toRow, type UnderstandOptions, understandCollected } from './understand-collected.ts'

export type PlaceOptions = UnderstandOptions & {
  /** Of different pictures of one name: all stay, or the last takes the place. */
  onConflict: 'keep' | 'replace'
}

/**
 * A picture that is there already, sent again: it has the label and the part that this upload says. What an upload does
 * not say stays as it is, unless the client asks for none.
 */
const relabel = (
  place: Place,
  { label, split }: NewDatasetFile,
  asked: Pick<LabelOptions, 'layout' | 'split'>,
) => ({
  path: place.path,
  label: asked.layout === 'unlabelled' ? label : (label ?? place.label),
  split: asked.split === 'none' ? null : (split ?? place.split),
})

/** What is to be written: new rows, and other labels of those that are there. Of several claims to a path the last counts. */
const plan = (
  rows: { row: NewDatasetFile; sha256: string }[],
  taken: ReadonlyMap<string, Place>,
  asked: Pick<LabelOptions, 'layout' | 'split'>,
) => {
  const last = [...new Map(rows.map((one) => [one.row.path, one])).values()]
  const added: NewDatasetFile[] = []
  const relabelled: Pick<Place, 'path' | 'label' | 'split'>[] = []
  for (const { row, sha256 } of last) {
    const place = taken.get(row.path)
    if (place?.sha256 !== sha256) added.push(row)
    else {
      const now = relabel(place, row, asked)
      if (now.label !== place.label || now.split !== place.split) relabelled.push(now)
    }
  }
  return { added, relabelled }
}

/**
 * Decides from all of a request what its pictures are, and makes them part of a dataset, all or none. Answers what
 * became of every file.
 * @throws LayoutRefused when the request has to say more, AppError `not-found` when the dataset has just been deleted.
 */
export const placeUpload = async (
  db: Database,
  datasetId: number,
  collected: CollectedUpload,
  options: PlaceOptions,
): Promise<UploadReport> => {
  const known = await countLabels(db.knex, datasetId)
  const labels = known.flatMap(({ label }) => label ?? [])
  const { onConflict, ...understand } = options
  const { understanding, pictures, claims, ...rest } = await understandCollected(
    collected,
    understand,
    labels,
  )
  const done = await transaction(db.knex, async (trx) => {
    // Before the places are looked at, so that no other upload takes one of them meanwhile.
    await lockDataset(trx, datasetId)
    const taken = await findPlaces(trx, datasetId, claims.flatMap(pathChoices))
    const hashes = new Map([...taken].map(([path, { sha256 }]) => [path, sha256]))
    const places = resolvePaths(claims, hashes, onConflict)
    const placed = pictures.map(({ file, ...picture }, at): PlacedPicture & { file: typeof file } => {
      const place = places[at] ?? { path: '', outcome: 'added' }
      return { ...picture, ...place, file }
    })
    const rows = placed.map((picture) => ({
      row: toRow(picture, picture.path, picture.file),
      sha256: picture.blob.sha256,
    }))
    const { added, relabelled } = plan(rows, taken, options)
    await putDatasetFiles(trx, datasetId, added)
    await relabelFiles(trx, datasetId, relabelled)
    return { placed, relabelled: relabelled.map(({ path }) => path) }
  }).catch(failOnVanishedRows)
  return describeUpload({ understanding, ...done, ...rest }, options.paths)
}
