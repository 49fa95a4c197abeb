import { labelKey } from './label-key.ts'
import { placeByLevel } from './layout/place-by-level.ts'
import { readFileNames } from './layout/read-file-names.ts'
import { type FolderReading, type Placement, readFolders } from './layout/read-folders.ts'
import { listNames } from './list-names.ts'
import type { Said } from './sidecars/read-sidecars.ts'
import type { LabelOptions, Understanding, UploadProblem } from './upload.ts'

/** A file of the upload, taken apart. */
export type ParsedFile = { path: string; folders: readonly string[]; name: string; isInArchive: boolean }

export type Reading = Pick<FolderReading, 'files' | 'level' | 'splitFolders' | 'problems'> & {
  layout: Understanding['understood']['layout']
}

const bySidecar = (folders: FolderReading, said: readonly (Said | null)[]): Reading => {
  const files = said.map((one, at): Placement => {
    const split = folders.files[at]?.split ?? one?.split ?? null
    const [label] = one?.labels ?? []
    if (one === null || label === undefined) return { label: null, split, reason: 'not-in-sidecar' }
    return one.labels.length > 1
      ? { label: null, split, reason: 'several-labels' }
      : { label, split, reason: null }
  })
  return { layout: 'sidecar', files, level: null, splitFolders: folders.splitFolders, problems: [] }
}

const disagreement = (paths: string[], own: string[], other: string[]): UploadProblem => ({
  code: 'sidecar-disagrees',
  isRefusal: true,
  message: `The folders say ${listNames(own)}, the file with labels says ${listNames(other)}.`,
  hint: 'Send ?layout=folders or ?layout=sidecar to say which is right.',
  labels: [...own, ...other],
  paths: paths.slice(0, 10),
  count: paths.length,
})

const labelsOf = (files: readonly Placement[]): string[] => [
  ...new Set(files.flatMap(({ label }) => label ?? [])),
]

/** Folders and sidecar where both speak: they must agree. */
const weigh = (
  parsed: readonly ParsedFile[],
  folders: FolderReading,
  said: readonly (Said | null)[],
): Reading => {
  const sidecar = bySidecar(folders, said)
  const own = labelsOf(folders.files)
  if (own.length < 2) return sidecar
  const contrary = folders.files.flatMap(({ label }, at) => {
    const other = said[at]?.labels ?? []
    const isContrary =
      label !== null && other.length > 0 && !other.some((one) => labelKey(one) === labelKey(label))
    return isContrary ? [at] : []
  })
  if (contrary.length === 0) return { ...folders, layout: 'folders' }
  const paths = contrary.map((at) => parsed[at]?.path ?? '')
  const files = sidecar.files.map(({ split }): Placement => ({ label: null, split, reason: null }))
  return {
    ...sidecar,
    layout: 'undecided',
    files,
    problems: [disagreement(paths, own, labelsOf(sidecar.files))],
  }
}

const fromNames = (folders: FolderReading, labels: readonly (string | null)[]): Reading => ({
  layout: 'file-names',
  files: folders.files.map(({ split }, at): Placement => {
    const label = labels[at] ?? null
    return { label, split, reason: label === null ? 'no-folder' : null }
  }),
  level: null,
  splitFolders: folders.splitFolders,
  problems: [
    {
      code: 'labels-from-names',
      isRefusal: false,
      message: `No folder and no file says the classes; the part of each name before its first dot was taken: ${listNames([...new Set(labels.flatMap((label) => label ?? []))])}.`,
      hint: 'If these are no classes, send ?layout=unlabelled or ?label=.',
    },
  ],
})

const unlabelled = (folders: FolderReading): Reading => ({
  layout: 'unlabelled',
  files: folders.files.map(({ split }): Placement => ({ label: null, split, reason: null })),
  level: null,
  splitFolders: folders.splitFolders,
  problems: [],
})

/** Decides what the labels of an upload come from, as `layout` says or as the whole upload suggests. */
export const chooseReading = (
  parsed: readonly ParsedFile[],
  said: readonly (Said | null)[],
  { label, layout = 'auto', labelLevel }: LabelOptions,
): Reading => {
  const lists = parsed.map(({ folders }) => folders)
  const isArchive = parsed.length > 0 && parsed.every(({ isInArchive }) => isInArchive)
  const folders = readFolders({ lists, isArchive, takesSplits: layout !== 'classes' })
  if (label !== undefined) {
    const files = folders.files.map(({ split }): Placement => ({ label, split, reason: null }))
    return { layout: 'label', files, level: null, splitFolders: folders.splitFolders, problems: [] }
  }
  if (layout === 'unlabelled') return unlabelled(folders)
  if (labelLevel !== undefined) return { ...placeByLevel(parsed, folders, labelLevel), layout: 'folders' }
  if (layout === 'sidecar') return bySidecar(folders, said)
  const names = parsed.map(({ name }, at) => ({ name, split: folders.files[at]?.split ?? null }))
  if (layout === 'file-names') return fromNames(folders, readFileNames(names, true) ?? [])
  if (layout === 'auto' && said.some((one) => one !== null)) return weigh(parsed, folders, said)
  const isRefused = folders.problems.some(({ isRefusal }) => isRefusal)
  const guessed = layout === 'auto' && isRefused && folders.isFlat && folders.splitFolders.length > 0
  const prefixes = guessed ? readFileNames(names, false) : null
  if (prefixes !== null) return fromNames(folders, prefixes)
  if (isRefused) return { ...folders, layout: 'undecided' }
  return { ...folders, layout: labelsOf(folders.files).length === 0 ? 'unlabelled' : 'folders' }
}
