import type { NoLabelReason, Split, UploadProblem } from '../upload.ts'
import { findBase } from './find-base.ts'
import { findClassLevel } from './find-class-level.ts'
import { findSplits } from './find-splits.ts'
import { type Folders, namesAt } from './folder-list.ts'
import { isNeutral, splitOf } from './folder-names.ts'
import {
  oneClass,
  oneSplit,
  passedSessions,
  refuseLevels,
  refuseMixture,
  refuseSessions,
  refuseSplits,
} from './layout-problems.ts'

/** A label as its folder is called, not yet cleaned. */
export type Placement = { label: string | null; split: Split | null; reason: NoLabelReason | null }

export type FolderReading = {
  files: Placement[]
  /** The folder that gave the label, as an index of a file's folders; null where it is not the same for all. */
  level: number | null
  splitFolders: string[]
  /** Refusals among them mean that no label was given. */
  problems: UploadProblem[]
  /** No file has a folder that could be a class; only then may file names or the archive's name be asked. */
  isFlat: boolean
}

/** Folders of all files, the archive's own name in front where they came in one. */
export type FolderSource = { lists: readonly Folders[]; isArchive: boolean; takesSplits: boolean }

type Draft = FolderSource & {
  base: number
  splits: (Split | null)[]
  splitFolders: string[]
  rests: (Folders | null)[]
}

const unlabelled = (draft: Draft): Placement[] =>
  draft.splits.map((split, at) => ({
    label: null,
    split,
    reason: draft.rests[at] === null ? 'other-folder' : 'no-folder',
  }))

const refused = (draft: Draft, problem: UploadProblem, isFlat = false): FolderReading => ({
  files: unlabelled(draft),
  level: null,
  splitFolders: draft.splitFolders,
  problems: [problem],
  isFlat,
})

/** All files lie in one chain of folders: the class is the last that is no session or container. */
const readChain = (draft: Draft, chain: Folders, told: UploadProblem[] = []): FolderReading => {
  const telling = chain.filter((name) => !isNeutral(name))
  const label = telling.at(-1) ?? chain.at(-1)
  if (label === undefined) {
    return { files: unlabelled(draft), level: null, splitFolders: [], problems: [], isFlat: true }
  }
  if (draft.takesSplits && splitOf(label) !== null) {
    return refused(
      { ...draft, splits: draft.lists.map(() => splitOf(label)) },
      refuseSplits([label], chain),
      true,
    )
  }
  const level = chain.indexOf(label)
  const splitName = draft.takesSplits
    ? chain.slice(0, level).findLast((name) => splitOf(name) !== null)
    : undefined
  const split = splitName === undefined ? null : splitOf(splitName)
  const isInside = (folders: Folders) => folders.length > level
  const files = draft.lists.map(
    (folders, at): Placement =>
      isInside(folders)
        ? { label, split: split ?? draft.splits[at] ?? null, reason: null }
        : { label: null, split: null, reason: 'no-folder' },
  )
  const around = chain.slice(draft.isArchive ? 1 : 0).filter((name) => name !== label)
  const isPlain = label === chain.at(-1) && around.every((name) => isNeutral(name) || splitOf(name) !== null)
  const problems = isPlain || told.length > 0 ? told : [oneClass(label, chain)]
  return {
    files,
    level,
    splitFolders: splitName === undefined ? draft.splitFolders : [splitName],
    problems,
    isFlat: false,
  }
}

const takeLevel = (draft: Draft, level: number, problems: UploadProblem[]): FolderReading => {
  const files = draft.rests.map((rest, at): Placement => {
    const split = draft.splits[at] ?? null
    if (rest === null) return { label: null, split, reason: 'other-folder' }
    const label = rest[level]
    return label === undefined ? { label: null, split, reason: 'no-folder' } : { label, split, reason: null }
  })
  // The folder's place in the path; splits may stand above it or below.
  const places = new Set(
    files.flatMap(({ label }, at) =>
      label === null ? [] : (draft.lists[at]?.indexOf(label, draft.base) ?? []),
    ),
  )
  const [place] = places
  const shared = places.size === 1 && place !== undefined ? place : null
  return { files, level: shared, splitFolders: draft.splitFolders, problems, isFlat: false }
}

/** `bird/1.png` beside `bird/eagle/2.png`: whether what all share may be the class itself. */
const mayBeClass = (draft: Draft, isOne: boolean): boolean => {
  if (draft.base <= (draft.isArchive ? 1 : 0)) return false
  const own = draft.lists.filter((folders) => folders.length === draft.base).length
  return own > 0 && (isOne || own * 2 >= draft.lists.length)
}

/** Folders that were passed over and might be meant: any above the classes that differ, named ones below. */
const namesPassed = (lists: readonly Folders[], level: number): string[] => {
  const deepest = Math.max(...new Set(lists.map((folders) => folders.length)))
  return Array.from({ length: deepest }, (_, at) => namesAt(lists, at)).flatMap((names, at) => {
    const isTold = at < level ? names.length > 1 : at > level && !names.every(isNeutral)
    return isTold ? names : []
  })
}

const readLevels = (draft: Draft, chain: Folders): FolderReading => {
  const lists = draft.rests.flatMap((rest) => (rest === null ? [] : [rest]))
  if (!draft.takesSplits) return takeLevel(draft, 0, [])
  const found = findClassLevel(lists)
  if ((found.kind === 'one' || found.kind === 'level') && mayBeClass(draft, found.kind === 'one')) {
    return refused(draft, refuseLevels([chain.slice(-1), namesAt(lists, found.level)]))
  }
  switch (found.kind) {
    case 'level': {
      const passed = namesPassed(lists, found.level)
      const problems = passed.length === 0 ? [] : [passedSessions(passed, namesAt(lists, found.level))]
      return takeLevel(draft, found.level, problems)
    }
    case 'one':
      return takeLevel(draft, found.level, [
        oneClass(namesAt(lists, found.level).join(', '), [...chain, ...namesAt(lists, 0)]),
      ])
    case 'ambiguous':
      return refused(draft, refuseLevels(found.levels.map((level) => namesAt(lists, level))))
    case 'sessions': {
      const names = namesAt(lists, 0)
      // What all share is the class only if pictures of its own say so: `disc/1.png` beside `disc/augmented/2.png`.
      if (!mayBeClass(draft, true)) return refused(draft, refuseSessions(names, chain))
      return readChain(draft, chain, [oneClass(chain.at(-1) ?? '', [...chain, ...names])])
    }
  }
}

/**
 * Labels and splits from the folders of the whole upload: what all share is passed over, splits are recognised, and the
 * class is the one level that is neither session nor container. Without `takesSplits`
 * the outermost folders that differ are the classes, whatever they are called.
 */
export const readFolders = (source: FolderSource): FolderReading => {
  const { lists, isArchive, takesSplits } = source
  const base = findBase(lists, isArchive)
  const deepest = lists.find((folders) => folders.length >= base) ?? []
  const chain = deepest.slice(0, base)
  const below = lists.map((folders) => folders.slice(base))
  const found = takesSplits
    ? findSplits(below)
    : { files: below.map((rest) => ({ split: null, rest })), folders: [], unclear: null }
  const chainSplit = takesSplits ? chain.findLast((name) => splitOf(name) !== null) : undefined
  const isSplitAbove = chainSplit !== undefined && found.folders.length === 0
  const draft: Draft = {
    ...source,
    base,
    splits: found.files.map(({ split }, at) =>
      isSplitAbove && (lists[at]?.length ?? 0) >= base ? splitOf(chainSplit) : split,
    ),
    splitFolders: isSplitAbove ? [chainSplit] : found.folders,
    rests: found.files.map(({ rest }) => rest),
  }
  if (found.unclear !== null) return refused(draft, refuseMixture(found.unclear.splits, found.unclear.others))
  if (below.every((folders) => folders.length === 0)) return readChain(draft, chain)
  if (draft.rests.every((rest) => rest === null || rest.length === 0)) {
    return refused(draft, refuseSplits(draft.splitFolders, chain), true)
  }
  const reading = readLevels(draft, chain)
  const roles = new Set(reading.files.map(({ split }) => split))
  const [role] = roles
  const isOneSplit = roles.size === 1 && role !== null && role !== undefined
  return isOneSplit
    ? { ...reading, problems: [...reading.problems, oneSplit(role, reading.splitFolders)] }
    : reading
}
