import { distinct } from './folder-list.ts'
import { splitOf } from './folder-names.ts'
import type { FolderReading, Placement } from './read-folders.ts'

/**
 * Labels from one level of the paths as they were sent (an archive's own name is no level): 1 is the outermost folder,
 * -1 the last. Other folders that are called like splits are splits if they are of two kinds.
 */
export const placeByLevel = (
  parsed: readonly { folders: readonly string[]; isInArchive: boolean }[],
  folders: FolderReading,
  labelLevel: number,
): Pick<FolderReading, 'files' | 'level' | 'splitFolders' | 'problems'> => {
  const sent = parsed.map((file) => file.folders.slice(file.isInArchive ? 1 : 0))
  const at = labelLevel > 0 ? labelLevel - 1 : labelLevel
  const others = sent.map((list) => {
    const place = at < 0 ? list.length + at : at
    return list.filter((_, index) => index !== place).filter((name) => splitOf(name) !== null)
  })
  const splitFolders = distinct(others.flatMap((names) => names.slice(0, 1)))
  const areSplits = new Set(splitFolders.map(splitOf)).size > 1
  const files = sent.map((list, index): Placement => {
    const label = list.at(at) ?? null
    const own = areSplits ? splitOf(others[index]?.[0] ?? '') : (folders.files[index]?.split ?? null)
    return { label, split: own, reason: label === null ? 'no-folder' : null }
  })
  return { files, level: null, splitFolders: areSplits ? splitFolders : folders.splitFolders, problems: [] }
}
