import type { Split } from '../upload.ts'
import { groupBy } from './folder-list.ts'

/** `disc.00001.jpg`: label, number, ending. */
const LABELLED = /^([^.]+)\.[^/]*\d[^/]*\.[a-z0-9]+$/i
/** `img_jpg.rf.3f2a.jpg`: the first part is the name of the picture that it was made from. */
const DERIVED = /_(?:jpe?g|png|bmp|webp)\.rf\./i
const PICTURES_PER_LABEL = 3

const labelIn = (name: string): string | null =>
  DERIVED.test(name) ? null : (LABELLED.exec(name)?.[1] ?? null)

/**
 * Labels from the part of a name before its first dot, as Edge Impulse and others export them. Unless `isAsked`, only
 * where all names of a split have one, and few labels recur often; null where they do not.
 */
export const readFileNames = (
  files: readonly { name: string; split: Split | null }[],
  isAsked: boolean,
): (string | null)[] | null => {
  const labels = files.map(({ name }) => labelIn(name))
  if (isAsked) return labels
  const named = files.map(({ split }, at) => ({ split: split ?? 'none', label: labels[at] ?? null }))
  const whole = new Set(
    [...groupBy(named, ({ split }) => split)].flatMap(([split, part]) =>
      part.every(({ label }) => label !== null) ? [split] : [],
    ),
  )
  const kept = named.map(({ split, label }) => (whole.has(split as Split | 'none') ? label : null))
  const given = kept.filter((label) => label !== null)
  const kinds = new Set(given).size
  return kinds > 1 && given.length >= kinds * PICTURES_PER_LABEL ? kept : null
}
