import { type Folders, namesAt } from './folder-list.ts'

/**
 * How many leading folders all files share. Files that lie above the last of these are strays: they stay without a
 * label, as entries at the top of an archive that has folders always did. Below the outermost folder (the archive
 * itself counts as one) a folder with pictures of its own is not passed: it may be the class.
 */
export const findBase = (lists: readonly Folders[], isArchive: boolean): number => {
  const passable = isArchive ? 1 : 0
  let depth = 0
  while (namesAt(lists, depth).length === 1) {
    if (depth > passable && lists.some((folders) => folders.length === depth)) break
    depth += 1
  }
  return depth
}
