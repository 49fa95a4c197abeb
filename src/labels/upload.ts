/** What a picture is for. Null where the upload does not say; the training then splits by itself. */
export type Split = 'train' | 'validation' | 'test'

/** A file of an upload, as its client or its archive names it. */
export type UploadedPath = {
  /** With its folders, `/` or `\` between them. */
  path: string
  /** File name of the archive that it came in, e.g. `cat.zip`; counts as a folder around all of it. */
  archive?: string | undefined
}

/** A file beside the pictures that may say their labels: COCO, Edge Impulse, a table, JSON lines, Pascal VOC, YOLO. Null: too long. */
export type SidecarText = UploadedPath & { text: string | null }

/**
 * Where labels come from: `auto` decides; `folders` looks at folders only, `sidecar` at sidecars only, `file-names` at
 * the part of a name before its first dot; `classes` takes folders called like splits or sessions for classes;
 * `unlabelled` gives none.
 */
export const layouts = ['auto', 'folders', 'classes', 'sidecar', 'file-names', 'unlabelled'] as const
type Layout = (typeof layouts)[number]

export type LabelOptions = {
  /** The label of every file, whatever folders there are. */
  label?: string | undefined
  layout?: Layout | undefined
  /** Which folder of the paths as sent is the class: 1 is the outermost, -1 the last. */
  labelLevel?: number | undefined
  /** The split of every file; `none` for none, whatever folders are called. */
  split?: Split | 'none' | undefined
  /** Labels that look alike: kept apart, or made one; without an answer it is asked. */
  alike?: 'keep' | 'merge' | undefined
  /** Labels that the dataset has already. */
  knownLabels?: readonly string[] | undefined
}

/** Why a file has no label. */
export type NoLabelReason =
  | 'no-folder'
  | 'other-folder'
  | 'not-in-sidecar'
  | 'several-labels'
  | 'unusable-name'

export type LabelledFile = {
  /** As it was given. */
  path: string
  label: string | null
  split: Split | null
  /** Null where there is a label, or where none was asked for. */
  reason: NoLabelReason | null
  /** Where it belongs in the dataset: NFC, its folders kept. Not unique: see `resolvePaths`. */
  datasetPath: string
}

/** Something to be said about an upload. Refusals are questions: nothing is to be taken before they are answered. */
export type UploadProblem = {
  code: ProblemCode
  isRefusal: boolean
  message: string
  hint: string
  /** The labels that it is about, at most fifty. */
  labels?: string[]
  /** The files that it is about, at most ten; `count` has them all. */
  paths?: string[]
  count?: number
}

type ProblemCode =
  | 'layout-ambiguous'
  | 'split-folders-only'
  | 'sessions-only'
  | 'sidecar-disagrees'
  | 'sidecar-unreadable'
  | 'sidecar-unused'
  | 'boxes-nameless'
  | 'boxes-of-several-classes'
  | 'boxes-unused'
  | 'labels-alike'
  | 'label-too-long'
  | 'label-unusable'
  | 'label-cleaned'
  | 'one-class'
  | 'sessions-passed'
  | 'odd-class'
  | 'one-split'
  | 'labels-from-names'
  | 'several-labels'
  | 'unlabelled'

/** Pictures of one class, by split. */
export type ClassCount = { label: string; train: number; validation: number; test: number; unsplit: number }

export type Understanding = {
  /** One for each that was given, in the same order. */
  files: LabelledFile[]
  understood: {
    /** What decided: `label` is the request's own; `undecided` where a refusal says why. */
    layout: 'label' | 'folders' | 'sidecar' | 'file-names' | 'unlabelled' | 'undecided'
    /** The folder that is the class, counted from 1 over the paths as sent; null where it is not one level. */
    labelLevel: number | null
    /** Sorted by label. */
    classes: ClassCount[]
    unlabelled: number
    /** Names of the folders that were taken for splits. */
    splitFolders: string[]
    sidecars: { path: string; format: string; pictures: number }[]
    /** All of it in words. */
    sentence: string
  }
  problems: UploadProblem[]
}
