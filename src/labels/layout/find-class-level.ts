import { type Folders, groupBy, namesAt, prefixOf } from './folder-list.ts'
import { isNeutral } from './folder-names.ts'

/** `one`: all files that are deep enough are of one class. `sessions`: no level's folders are like classes. */
export type ClassLevel =
  | { kind: 'level'; level: number }
  | { kind: 'one'; level: number }
  | { kind: 'sessions' }
  | { kind: 'ambiguous'; levels: number[] }

/**
 * Whether the folders of a level are classes although some have further folders below them: each holds most of its
 * pictures itself, or has nothing below but sessions and containers.
 */
const areClosed = (lists: readonly Folders[], level: number): boolean => {
  const deep = lists.filter((folders) => folders.length > level)
  return [...groupBy(deep, (folders) => prefixOf(folders, level + 1)).values()].every((inside) => {
    const own = inside.filter((folders) => folders.length === level + 1).length
    return own * 2 >= inside.length || namesAt(inside, level + 1).every(isNeutral)
  })
}

/**
 * The level whose folders are the classes, 0 being the outermost. Sessions (`day1`), dates and containers
 * (`augmented`, `images`) are none. Where more than one level may be meant, that is the answer; nothing is guessed.
 */
export const findClassLevel = (lists: readonly Folders[]): ClassLevel => {
  const deepest = Math.max(0, ...new Set(lists.map((folders) => folders.length)))
  const levels = Array.from({ length: deepest }, (_, level) => ({ level, names: namesAt(lists, level) }))
  const telling = levels.filter(({ names }) => !names.every(isNeutral))
  const possible = telling.filter(({ names }) => names.length > 1).map(({ level }) => level)
  const [first] = possible
  if (first === undefined) {
    const last = telling.at(-1)
    return last === undefined ? { kind: 'sessions' } : { kind: 'one', level: last.level }
  }
  if (possible.length === 1 || areClosed(lists, first)) return { kind: 'level', level: first }
  return { kind: 'ambiguous', levels: possible }
}
