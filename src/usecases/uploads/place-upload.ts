import { namesGuessed } from '../../archive/archive-notice.ts'
import { decodeFormNames } from '../../archive/names/decode-form-names.ts'
import type { DecodedNames } from '../../archive/names/decode-names.ts'
import type { NameEncoding } from '../../archive/names/name-encodings.ts'
import type { Database } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { pathChoices, resolvePaths } from '../../labels/resolve-paths.ts'
import { understandUpload } from '../../labels/understand-upload.ts'
import type { LabelOptions, Understanding, UploadedPath } from '../../labels/upload.ts'
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
import type { CollectedUpload, Origin, PlacedPicture } from './collected-upload.ts'
import { describeUpload, type UploadReport } from './describe-upload.ts'
import { LayoutRefused } from './layout-refused.ts'

export type PlaceOptions = Omit<LabelOptions, 'knownLabels'> & {
  /** Of different pictures of one name: all stay, or the last takes the place. */
  onConflict: 'keep' | 'replace'
  names: NameEncoding | null
  /** Paths that the answer names of each kind. */
  paths: number
}

const readForLabels = {
  reason: 'sidecar',
  message: 'A file that may say labels was read for them, and is not kept.',
} as const

/** What is to be said of the names of the form's parts. */
const aboutNames = ({ names, encoding, certainty }: DecodedNames, asked: NameEncoding | null) =>
  encoding === null || encoding === 'utf-8' || asked !== null
    ? []
    : [namesGuessed(names, encoding, certainty)]

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
  { onConflict, names, paths, ...options }: PlaceOptions,
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
  const done = await transaction(db.knex, async (trx) => {
    // Before the places are looked at, so that no other upload takes one of them meanwhile.
    await lockDataset(trx, datasetId)
    const taken = await findPlaces(trx, datasetId, claims.flatMap(pathChoices))
    const hashes = new Map([...taken].map(([path, { sha256 }]) => [path, sha256]))
    const places = resolvePaths(claims, hashes, onConflict)
    const placed = collected.pictures.map((picture, at): PlacedPicture => {
      const place = places[at] ?? { path: '', outcome: 'added' }
      return { ...picture, ...place, sent: shown(pathOf(picture)) }
    })
    const rows = placed.flatMap((picture, at) => {
      const file = understanding.files[at]
      return file ? [{ row: toRow(picture, file), sha256: picture.blob.sha256 }] : []
    })
    const { added, relabelled } = plan(rows, taken, options)
    await putDatasetFiles(trx, datasetId, added)
    await relabelFiles(trx, datasetId, relabelled)
    return { placed, relabelled: relabelled.map(({ path }) => path) }
  }).catch(failOnVanishedRows)
  const sidecars = collected.sidecars.map(({ part, inner }) => ({ part, inner, ...readForLabels }))
  const leftOut = [...collected.leftOut, ...sidecars].map((file) => ({ ...file, sent: shown(pathOf(file)) }))
  const ofArchives = collected.notices.map(({ part, inner, ...notice }) => ({
    ...notice,
    archive: shown(pathOf({ part, inner })),
  }))
  const notices = [...ofArchives, ...aboutNames(form, names)]
  return describeUpload({ understanding, ...done, leftOut, notices }, paths)
}
