import { namesGuessed } from '../../archive/archive-notice.ts'
import { decodeFormNames } from '../../archive/names/decode-form-names.ts'
import type { DecodedNames } from '../../archive/names/decode-names.ts'
import type { NameEncoding } from '../../archive/names/name-encodings.ts'
import { understandUpload } from '../../labels/understand-upload.ts'
import type { LabelOptions, Understanding, UploadedPath } from '../../labels/upload.ts'
import type { NewDatasetFile } from '../../store/datasets/put-files.ts'
import type { CollectedPicture, CollectedUpload, Origin } from './collected-upload.ts'
import { LayoutRefused } from './layout-refused.ts'

export type UnderstandOptions = Omit<LabelOptions, 'knownLabels'> & {
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

/** A picture of an upload as a file of a dataset, under this path. */
export const toRow = (
  { blob, picture }: CollectedPicture,
  path: string,
  { label, split }: Pick<Understanding['files'][number], 'label' | 'split'>,
): NewDatasetFile => ({
  path,
  label,
  split,
  blobId: blob.id,
  bytes: blob.bytes,
  mediaType: picture.mediaType,
  width: picture.width,
  height: picture.height,
  problem: picture.problem && { ...picture.problem, source: 'upload' },
})

/**
 * Decides from all of a request what its pictures are. `knownLabels` are those that a new one must not look like.
 * @throws LayoutRefused when the request has to say more.
 */
export const understandCollected = async (
  collected: CollectedUpload,
  { names, paths: _, ...options }: UnderstandOptions,
  knownLabels: string[],
) => {
  const form = await decodeFormNames(collected.partNames, names)
  const pathOf = (origin: Origin) => toPath(origin, form.names)
  const sentOf = (origin: Origin) => shown(pathOf(origin))
  const understanding = understandUpload({
    files: collected.pictures.map(pathOf),
    sidecars: collected.sidecars.map((sidecar) => ({ ...pathOf(sidecar), text: sidecar.text })),
    options: { ...options, knownLabels },
  })
  if (understanding.problems.some(({ isRefusal }) => isRefusal)) throw new LayoutRefused(understanding)
  const pictures = collected.pictures.flatMap((picture, at) => {
    const file = understanding.files[at]
    return file ? [{ ...picture, file, sent: sentOf(picture) }] : []
  })
  const sidecars = collected.sidecars.map(({ part, inner }) => ({ part, inner, ...readForLabels }))
  const ofArchives = collected.notices.map(({ part, inner, ...notice }) => ({
    ...notice,
    archive: sentOf({ part, inner }),
  }))
  return {
    understanding,
    /** Those of the upload, in its order, with what they were understood as. */
    pictures,
    /** What they ask for a place with, see resolvePaths. */
    claims: pictures.map(({ blob, file }) => ({ datasetPath: file.datasetPath, sha256: blob.sha256 })),
    leftOut: [...collected.leftOut, ...sidecars].map((file) => ({ ...file, sent: sentOf(file) })),
    notices: [...ofArchives, ...aboutNames(form, names)],
  }
}
