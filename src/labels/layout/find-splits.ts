import { labelKey } from '../label-key.ts'
import type { Split } from '../upload.ts'
import { distinct, type Folders, groupBy, namesAt, prefixOf } from './folder-list.ts'
import { isNeutral, splitOf } from './folder-names.ts'

/** A file's split, and its folders without those of the split; null where the folder is beside the splits. */
type SplitPlacement = { split: Split | null; rest: Folders | null }

export type SplitReading = {
  files: SplitPlacement[]
  /** The folders that were taken for splits. */
  folders: string[]
  /** Folders that may be splits or classes, where that cannot be told, and those beside them. */
  unclear: { splits: string[]; others: string[] } | null
}

const rolesOf = (names: readonly string[]): Split[] => [
  ...new Set(names.flatMap((name) => splitOf(name) ?? [])),
]

/** `train/train/cat` and `train/images/cat`: what stands between a split and its classes. */
const unwrap = (lists: readonly Folders[], split: Split): number => {
  let depth = 1
  for (;;) {
    const names = namesAt(lists, depth)
    const only = names.length === 1 ? names[0] : undefined
    if (only === undefined || lists.some((folders) => folders.length <= depth)) return depth
    if (splitOf(only) !== split && !isNeutral(only)) return depth
    depth += 1
  }
}

/** What lies in one split: how many folders lead to its classes, and the keys of these. */
type Look = { split: Split | null; depth: number; keys: Set<string> }

const lookInto = (lists: readonly Folders[], splits: readonly string[]): Map<string, Look> => {
  const byTop = groupBy(lists, ([top = '']) => top)
  return new Map(
    splits.map((name) => {
      const split = splitOf(name)
      const inside = byTop.get(name) ?? []
      const depth = split === null ? 1 : unwrap(inside, split)
      return [name, { split, depth, keys: new Set(namesAt(inside, depth).map(labelKey)) }]
    }),
  )
}

/** Whether two splits have a class in common: then they are splits, whatever else lies beside them. */
const shareClasses = (lists: readonly Folders[], names: readonly string[]): boolean => {
  const looks = [...lookInto(lists, names).values()]
  const holders = groupBy(
    looks.flatMap(({ split, keys }) => [...keys].map((key) => ({ key, split }))),
    ({ key }) => key,
  )
  return (
    holders.size > 1 &&
    [...holders.values()].some((group) => new Set(group.map(({ split }) => split)).size > 1)
  )
}

const takeTopSplits = (lists: readonly Folders[], splits: readonly string[]): SplitReading => {
  const looks = lookInto(lists, splits)
  const classKeys = new Set([...looks.values()].flatMap(({ keys }) => [...keys]))
  const files = lists.map((folders): SplitPlacement => {
    const [top, next] = folders
    if (top === undefined) return { split: null, rest: folders }
    const look = looks.get(top)
    if (look !== undefined) return { split: look.split, rest: folders.slice(look.depth) }
    const isLikeSplit = next !== undefined && classKeys.has(labelKey(next))
    return { split: null, rest: isLikeSplit ? folders.slice(1) : null }
  })
  return { files, folders: [...splits], unclear: null }
}

/** The level below the classes at which every folder is a split: `cat/train/1.jpg`. */
const findInnerLevel = (lists: readonly Folders[]): number | null => {
  const deepest = Math.max(0, ...new Set(lists.map((folders) => folders.length)))
  for (let level = 1; level < deepest; level += 1) {
    const names = namesAt(lists, level)
    const roles = rolesOf(names)
    const parents = groupBy(
      lists.filter((folders) => folders.length > level),
      (folders) => prefixOf(folders, level),
    )
    const areSplits = names.every((name) => splitOf(name) !== null || isNeutral(name))
    if (areSplits && roles.length > 0 && (roles.length > 1 || parents.size > 1)) return level
  }
  return null
}

const takeInnerSplits = (lists: readonly Folders[], level: number): SplitReading => ({
  files: lists.map((folders) => {
    const name = folders[level]
    return name === undefined || splitOf(name) === null
      ? { split: null, rest: folders }
      : { split: splitOf(name), rest: folders.toSpliced(level, 1) }
  }),
  folders: distinct(namesAt(lists, level).filter((name) => splitOf(name) !== null)),
  unclear: null,
})

/**
 * Which folders are splits, by their names, their neighbours and what they have in common: folders called `train` and
 * `test` are splits when nothing else stands beside them, or when they hold the same classes. `lists` has the folders
 * below what all files share.
 */
export const findSplits = (lists: readonly Folders[]): SplitReading => {
  const names = namesAt(lists, 0)
  const splits = names.filter((name) => splitOf(name) !== null)
  const roles = rolesOf(splits)
  const hasOthers = splits.length < names.length
  if (splits.length > 1 && !hasOthers) return takeTopSplits(lists, splits)
  const none = lists.map((rest) => ({ split: null, rest }))
  if (roles.length > 1) {
    return shareClasses(lists, splits)
      ? takeTopSplits(lists, splits)
      : {
          files: none,
          folders: [],
          unclear: { splits, others: names.filter((name) => splitOf(name) === null) },
        }
  }
  const level = findInnerLevel(lists)
  return level === null ? { files: none, folders: [], unclear: null } : takeInnerSplits(lists, level)
}
