/** The folders around one file, outermost first. */
export type Folders = readonly string[]

export const distinct = (names: Iterable<string>): string[] => [...new Set(names)]

/** The different folders that stand at one level, 0 being the outermost. */
export const namesAt = (lists: readonly Folders[], level: number): string[] =>
  distinct(lists.flatMap((folders) => folders[level] ?? []))

/** Groups by what `keyOf` gives, in the order of first appearance. */
export const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/** Names one folder path apart from all others; no folder's name has a slash. */
export const prefixOf = (folders: Folders, levels: number): string => folders.slice(0, levels).join('/')
