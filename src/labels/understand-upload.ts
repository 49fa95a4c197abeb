import { chooseReading, type ParsedFile, type Reading } from './choose-reading.ts'
import { archiveFolder, joinPath, splitPath } from './clean-path.ts'
import { countClasses, describeReading, reportUnlabelled } from './describe-reading.ts'
import { isNeutral, splitOf } from './layout/folder-names.ts'
import { listNames } from './list-names.ts'
import { settleLabels } from './settle-labels.ts'
import { readSidecars } from './sidecars/read-sidecars.ts'
import type {
  LabelledFile,
  LabelOptions,
  SidecarText,
  Understanding,
  UploadedPath,
  UploadProblem,
} from './upload.ts'

/** Labels of one problem in an answer. */
const MOST_LABELS = 50

const parse = ({ path, archive }: UploadedPath): ParsedFile => {
  const { folders, name } = splitPath(path)
  const outer = archive === undefined ? [] : [archiveFolder(archive) || 'archive']
  return { path, folders: [...outer, ...folders], name, isInArchive: archive !== undefined }
}

const oddClasses = (labels: readonly string[]): UploadProblem[] => {
  const odd = labels.filter((label) => splitOf(label) !== null || isNeutral(label))
  if (labels.length < 2 || odd.length === 0) return []
  return [
    {
      code: 'odd-class',
      isRefusal: false,
      message: `The folders ${listNames(odd)} were taken for classes like ${listNames(labels.filter((label) => !odd.includes(label)))}.`,
      hint: 'If they are none, delete their pictures, or send the upload again with ?label_level=.',
      labels: odd,
    },
  ]
}

/** The message has the first of many labels anyhow. */
const boundLabels = (problem: UploadProblem): UploadProblem =>
  problem.labels === undefined ? problem : { ...problem, labels: problem.labels.slice(0, MOST_LABELS) }

/** Where a file belongs: its folders as sent, with what named its class or split in front where they do not. */
const datasetPath = (file: ParsedFile, reading: Reading, label: string | null): string => {
  const [outer = '', ...inner] = file.folders
  const sent = file.isInArchive ? inner : [...file.folders]
  if (reading.layout === 'label' && label !== null) {
    return joinPath(sent.includes(label) ? sent : [label, ...sent], file.name)
  }
  const isOuterUsed = file.isInArchive && (reading.level === 0 || reading.splitFolders.includes(outer))
  return joinPath(isOuterUsed && label !== null ? [outer, ...sent] : sent, file.name)
}

const countLabels = (reading: Reading): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const { label } of reading.files) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1)
  return counts
}

/**
 * Says which label and split each picture of an upload has, from all of the upload at once. Pure: nothing is read or
 * stored. Refusals among the problems are questions to the client; no file has a label that was guessed.
 */
export const understandUpload = ({
  files,
  sidecars = [],
  options = {},
}: {
  files: readonly UploadedPath[]
  sidecars?: readonly SidecarText[]
  options?: LabelOptions
}): Understanding => {
  const parsed = files.map(parse)
  const homes = sidecars.map(parse)
  const segments = ({ folders, name }: ParsedFile) => [...folders, name]
  const { layout = 'auto' } = options
  const isSaid = options.label !== undefined || options.labelLevel !== undefined
  const wantsSidecars = !isSaid && (layout === 'auto' || layout === 'sidecar')
  const read = readSidecars(
    parsed.map(segments),
    wantsSidecars ? sidecars : [],
    homes.map(segments),
    layout === 'sidecar',
  )
  const reading = chooseReading(parsed, read.said, options)
  const settled = settleLabels(countLabels(reading), options)
  const split = options.split === 'none' ? null : options.split
  const labelled = reading.files.map((placement, at): LabelledFile => {
    const file = parsed[at]
    if (file === undefined) throw new RangeError('a file was read that was not given')
    const label = placement.label === null ? null : (settled.of.get(placement.label) ?? null)
    return {
      path: file.path,
      label,
      split: split === undefined ? placement.split : split,
      reason: label === null && placement.label !== null ? 'unusable-name' : placement.reason,
      datasetPath: datasetPath(file, reading, label),
    }
  })
  const classes = countClasses(labelled)
  const isArchive = parsed.some(({ isInArchive }) => isInArchive)
  const level = reading.level === null ? null : reading.level + (isArchive ? 0 : 1)
  const labelLevel = options.labelLevel ?? (level === 0 ? null : level)
  const isByFolder = reading.layout === 'folders' && options.layout !== 'classes'
  const problems = [
    ...reading.problems.filter(({ code }) => code !== 'one-split' || options.split === undefined),
    ...read.problems,
    ...settled.problems,
    ...(isByFolder ? oddClasses(classes.map(({ label }) => label)) : []),
  ]
  // What was not understood at all needs no list of files that have no label.
  if (reading.layout !== 'undecided') problems.push(...reportUnlabelled(labelled))
  return {
    files: labelled,
    understood: {
      layout: reading.layout,
      labelLevel,
      classes,
      unlabelled: labelled.filter(({ label }) => label === null).length,
      splitFolders: reading.splitFolders,
      sidecars: read.used,
      sentence: describeReading(reading, { files: files.length, classes, labelLevel }),
    },
    problems: problems.map(boundLabels),
  }
}
