import { decodeFormNames } from '../../archive/names/decode-form-names.ts'
import type { NameEncoding } from '../../archive/names/name-encodings.ts'
import type { Database } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { pathChoices, resolvePaths } from '../../labels/resolve-paths.ts'
import { understandUpload } from '../../labels/understand-upload.ts'
import type { LabelOptions, Understanding, UploadedPath } from '../../labels/upload.ts'
import { countLabels } from '../../store/datasets/datasets.ts'
import { findPlaces, lockDataset, type NewDatasetFile, putDatasetFiles } from '../../store/datasets/files.ts'
import { failOnVanishedRows } from '../fail-on-vanished-rows.ts'
import type { CollectedUpload, Origin, PlacedPicture } from './collected-upload.ts'
import { describeUpload, type UploadReport } from './describe-upload.ts'
import { LayoutRefused } from './layout-refused.ts'

export type PlaceOptions = Omit<LabelOptions, 'knownLabels'> & {
  /** Of different pictures of one name: all stay, or the last takes the place. */
  onConflict: 'keep' | 'replace'
  names: NameEncoding | null
}

/** The path of a file as its client or its archive names it. */
const toPath = ({ part, inner }: Origin, partNames: readonly string[]): UploadedPath => {
  const name = partNames[part] ?? ''
  return inner === null ? { path: name } : { path: inner, archive: name }
}

const shown = ({ path, archive }: UploadedPath) => (archive === undefined ? path : `${archive}: ${path}`)

const toRow = (placed: PlacedPicture, { label, split }: Understanding['files'][number]): NewDatasetFile => ({
  path: placed.path,
  label,
  split,
  blobId: placed.blob.id,
  bytes: placed.blob.bytes,
  mediaType: placed.picture.mediaType,
  width: placed.picture.width,
  height: placed.picture.height,
  problem: placed.picture.problem && { ...placed.picture.problem, source: 'upload' },
})

/**
 * Decides from all of a request what its pictures are, and makes them part of a dataset, all or none. Answers what
 * became of every file.
 * @throws LayoutRefused when the request has to say more, AppError `not-found` when the dataset has just been deleted.
 */
export const placeUpload = async (
  db: Database,
  datasetId: number,
  collected: CollectedUpload,
  { onConflict, names, ...options }: PlaceOptions,
): Promise<UploadReport> => {
  const form = await decodeFormNames(collected.partNames, names)
  const pathOf = (origin: Origin) => toPath(origin, form.names)
  const labels = await countLabels(db.knex, datasetId)
  const understanding = understandUpload({
    files: collected.pictures.map(pathOf),
    sidecars: collected.sidecars.map((sidecar) => ({ ...pathOf(sidecar), text: sidecar.text })),
    options: { ...options, knownLabels: labels.flatMap(({ label }) => label ?? []) },
  })
  if (understanding.problems.some(({ isRefusal }) => isRefusal)) throw new LayoutRefused(understanding)

  const claims = understanding.files.map(({ datasetPath }, at) => ({
    datasetPath,
    sha256: collected.pictures[at]?.blob.sha256 ?? '',
  }))
  const placed = await transaction(db.knex, async (trx) => {
    // Before the places are looked at, so that no other upload takes one of them meanwhile.
    await lockDataset(trx, datasetId)
    const taken = await findPlaces(trx, datasetId, claims.flatMap(pathChoices))
    const places = resolvePaths(claims, taken, onConflict)
    const pictures = collected.pictures.map((picture, at): PlacedPicture => {
      const place = places[at] ?? { path: '', outcome: 'added' }
      return { ...picture, ...place, sent: shown(pathOf(picture)) }
    })
    const rows = pictures.flatMap((picture, at) => {
      const file = understanding.files[at]
      return file ? [toRow(picture, file)] : []
    })
    await putDatasetFiles(trx, datasetId, rows)
    return pictures
  }).catch(failOnVanishedRows)
  const leftOut = collected.leftOut.map((file) => ({ ...file, sent: shown(pathOf(file)) }))
  return describeUpload({ understanding, placed, leftOut, notices: collected.notices })
}
