import { cleanLabel, isTooLong, maxLabelCharacters } from './clean-label.ts'
import { labelKey } from './label-key.ts'
import { groupBy } from './layout/folder-list.ts'
import { listNames } from './list-names.ts'
import type { LabelOptions, UploadProblem } from './upload.ts'

const MOST_QUESTIONS = 20

export type SettledLabels = {
  /** The label to be stored by the label as it was written; null for one of which nothing is left. */
  of: ReadonlyMap<string, string | null>
  problems: UploadProblem[]
}

const alikeQuestion = (spellings: string[], alike: LabelOptions['alike'], kept: string[]): UploadProblem => ({
  code: 'labels-alike',
  isRefusal: alike === undefined,
  message:
    `The labels ${listNames(spellings)} look alike: they differ in capitals, blanks, composed letters or invisible ` +
    `characters only.${alike === undefined ? '' : ` They are stored as ${listNames(kept)}.`}`,
  hint:
    alike === undefined
      ? 'If they are one class, send ?labels_alike=merge; if they are several, ?labels_alike=keep; or rename the folders.'
      : 'Rename the folders if that is not meant.',
  labels: spellings,
})

/** Beyond the first of them, the rest in one: an answer has its bounds too. */
const boundQuestions = (questions: UploadProblem[]): UploadProblem[] => {
  const rest = questions.slice(MOST_QUESTIONS)
  const [first] = rest
  if (first === undefined) return questions
  const message = `${rest.length} more groups of labels look alike, among them ${listNames(first.labels ?? [])}.`
  const labels = rest.flatMap(({ labels: alike = [] }) => alike)
  return [...questions.slice(0, MOST_QUESTIONS), { ...first, message, labels }]
}

const tooLong = (labels: string[]): UploadProblem => ({
  code: 'label-too-long',
  isRefusal: true,
  message:
    `A label may have ${maxLabelCharacters} characters; ${labels.length} of this upload ` +
    `${labels.length === 1 ? 'has' : 'have'} more: ` +
    `${labels
      .slice(0, 5)
      .map((label) => `"${label.slice(0, 300)}" (${[...label].length})`)
      .join(', ')}.`,
  hint: 'Rename the folders; labels are never cut, for two that begin alike would become one.',
  labels,
})

const unusable = (labels: string[]): UploadProblem => ({
  code: 'label-unusable',
  isRefusal: false,
  message: `Of ${labels.length} names of classes nothing is left that can be shown, so their pictures have no label.`,
  hint: 'Rename the folders, or send ?label=.',
  labels,
})

const cleaned = (changes: (readonly [string, string])[]): UploadProblem => ({
  code: 'label-cleaned',
  isRefusal: false,
  message: `Labels are stored without what cannot be seen: ${listNames(changes.map(([, label]) => label))}.`,
  hint: 'Nothing is to be done, unless the labels are not what they should be.',
  labels: changes.map(([written]) => written),
})

/**
 * The labels to be stored for those that folders and sidecars have. Labels that a reader would take for the same are
 * asked about, also when one is in the dataset already; none is cut, merged or split without a word.
 */
export const settleLabels = (
  counts: ReadonlyMap<string, number>,
  { alike, knownLabels = [] }: Pick<LabelOptions, 'alike' | 'knownLabels'>,
): SettledLabels => {
  const settled = new Map([...counts.keys()].map((written) => [written, cleanLabel(written)]))
  const usable = [...settled].flatMap(([written, label]) =>
    label === null ? [] : [[written, label] as const],
  )
  const questions: UploadProblem[] = []
  const known = new Set(knownLabels)
  const groups = groupBy([...new Set([...known, ...usable.map(([written]) => written)])], (label) =>
    labelKey(cleanLabel(label) ?? ''),
  )
  for (const spellings of groups.values()) {
    const sent = spellings.filter((spelling) => settled.has(spelling))
    if (spellings.length < 2 || sent.length === 0) continue
    const weight = (spelling: string) =>
      known.has(spelling) ? Number.MAX_SAFE_INTEGER : (counts.get(spelling) ?? 0)
    const [first = ''] = spellings.toSorted((a, b) => weight(b) - weight(a))
    const chosen = cleanLabel(first)
    if (alike === 'merge') for (const spelling of sent) settled.set(spelling, chosen)
    const kept = [...new Set(sent.map((spelling) => settled.get(spelling) ?? ''))]
    questions.push(alikeQuestion(spellings, alike, kept))
  }
  const long = [...new Set([...settled.values()].filter((label) => label !== null && isTooLong(label)))]
  const lost = [...settled].flatMap(([written, label]) => (label === null ? [written] : []))
  const asked = new Set(questions.flatMap(({ labels = [] }) => labels))
  const changed = usable.filter(
    ([written, label]) => written.normalize('NFC') !== label && !asked.has(written),
  )
  const problems = boundQuestions(questions)
  if (long.length > 0) problems.push(tooLong(long.filter((label) => label !== null)))
  if (lost.length > 0) problems.push(unusable(lost))
  if (changed.length > 0) problems.push(cleaned(changed))
  return { of: settled, problems }
}
