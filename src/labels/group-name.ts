import type { GroupBy } from '../contract/training.ts'

/**
 * The group of a picture by its name within the dataset, null for none. A `*` takes as little as will do, but the last
 * piece of a pattern is the end of the name, so no name takes long.
 */
export const groupName = (path: string, by: GroupBy): string | null => {
  if ('folder' in by) {
    const folders = path.split('/').slice(0, -1)
    return folders.at(by.folder > 0 ? by.folder - 1 : by.folder) ?? null
  }
  const name = by.pattern.includes('/') ? path : path.slice(path.lastIndexOf('/') + 1)
  const pieces = by.pattern.split(/(\*+|\{group\})/)
  let at = 0
  let open: number | null = null
  let group: string | null = null
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1
    if (index % 2 === 1) {
      // Two openings side by side: the first one is empty.
      if (piece === '{group}') open = at
      continue
    }
    if (piece === '' && !isLast) continue
    const isAnchored = index === 0
    const found = isLast && !isAnchored ? name.length - piece.length : name.indexOf(piece, at)
    if (found < at || !name.startsWith(piece, found) || (isAnchored && found !== 0)) return null
    if (isLast && found + piece.length !== name.length) return null
    if (open !== null) {
      group = name.slice(open, found)
      open = null
    }
    at = found + piece.length
  }
  return group === '' ? null : group
}

/** A pattern of SQL's `like` for names that can have a group. */
export const likeGroup = (by: GroupBy): string => {
  if ('folder' in by) return `${'%/'.repeat(Math.abs(by.folder))}%`
  const escaped = by.pattern.replaceAll(/[\\%_]/g, '\\$&').replaceAll(/\*+|\{group\}/g, '%')
  return by.pattern.includes('/') ? escaped : `%${escaped}`
}
