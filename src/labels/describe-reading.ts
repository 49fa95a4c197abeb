import type { Reading } from './choose-reading.ts'
import { listNames } from './list-names.ts'
import type { ClassCount, LabelledFile, Understanding, UploadProblem } from './upload.ts'

const reasons: Record<NonNullable<LabelledFile['reason']>, string> = {
  'no-folder': 'lie in no folder that is a class',
  'other-folder': 'lie beside the folders of the splits',
  'not-in-sidecar': 'have no label in the file with the labels',
  'several-labels': 'have several labels in the file with the labels, and a picture can have one',
  'unusable-name': 'lie in a folder of whose name nothing is left that can be shown',
}
const SHOWN = 10

/** Sorted by label, by code point. */
export const countClasses = (files: readonly LabelledFile[]): ClassCount[] => {
  const counts = new Map<string, ClassCount>()
  for (const { label, split } of files) {
    if (label === null) continue
    const count = counts.get(label) ?? { label, train: 0, validation: 0, test: 0, unsplit: 0 }
    count[split ?? 'unsplit'] += 1
    counts.set(label, count)
  }
  return [...counts.values()].sort((a, b) => (a.label < b.label ? -1 : 1))
}

/** One problem for each reason why files have no label. */
export const reportUnlabelled = (files: readonly LabelledFile[]): UploadProblem[] =>
  Object.entries(reasons).flatMap(([reason, words]) => {
    const paths = files.flatMap((file) => (file.reason === reason ? [file.path] : []))
    if (paths.length === 0) return []
    return {
      code: reason === 'several-labels' ? 'several-labels' : 'unlabelled',
      isRefusal: false,
      message: `${paths.length} of ${files.length} pictures ${words}; they are kept without a label.`,
      hint: 'Put them into folders named like their classes, or send them with ?label=.',
      paths: paths.slice(0, SHOWN),
      count: paths.length,
    }
  })

const sizeOf = ({ train, validation, test, unsplit }: ClassCount): number =>
  train + validation + test + unsplit

const source = (layout: Understanding['understood']['layout'], labelLevel: number | null): string => {
  if (layout === 'label') return 'by the label of the request'
  if (layout === 'sidecar') return 'by the file with the labels'
  if (layout === 'file-names') return 'by the beginning of the file names'
  return labelLevel === null ? 'by their folders' : `by folder ${labelLevel} of their paths`
}

const inSplits = (classes: readonly ClassCount[]): string => {
  const sum = (split: 'train' | 'validation' | 'test') =>
    classes.reduce((total, count) => total + count[split], 0)
  const parts = (['train', 'validation', 'test'] as const).flatMap((split) =>
    sum(split) === 0 ? [] : [`${sum(split)} ${split}`],
  )
  return parts.length === 0 ? '' : ` Splits: ${parts.join(', ')}.`
}

/** What was understood, in words. */
export const describeReading = (
  { layout }: Pick<Reading, 'layout'>,
  {
    files,
    classes,
    labelLevel,
  }: { files: number; classes: readonly ClassCount[]; labelLevel: number | null },
): string => {
  const pictures = files === 1 ? '1 picture' : `${files} pictures`
  if (layout === 'undecided') return `${pictures}; which classes they are of was not understood.`
  if (classes.length === 0) return `${pictures} without a label.`
  const named = classes.slice(0, SHOWN).map((count) => `${listNames([count.label])} (${sizeOf(count)})`)
  const rest = classes.length > SHOWN ? ` and ${classes.length - SHOWN} more` : ''
  const labelled = classes.reduce((sum, count) => sum + sizeOf(count), 0)
  const without = labelled === files ? '' : ` ${files - labelled} without a label.`
  const what = classes.length === 1 ? '1 class' : `${classes.length} classes`
  return `${pictures} of ${what} ${source(layout, labelLevel)}: ${named.join(', ')}${rest}.${inSplits(classes)}${without}`
}
