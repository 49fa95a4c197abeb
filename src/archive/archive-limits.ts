const MIB = 1024 * 1024

/** What an archive may hold at most. Everything in it counts, also what is skipped. */
export type ArchiveLimits = {
  /** Files, folders and what lies around them. */
  maxEntries: number
  /** Files that are kept. */
  maxFiles: number
  /** Unpacked bytes of one file. */
  maxEntryBytes: number
  /** Unpacked bytes of all files. */
  maxTotalBytes: number
  /** Unpacked by packed bytes; counts only beyond `ratioFloorBytes`. */
  maxRatio: number
  /** Folders around a file. */
  maxDepth: number
  /** Bytes of a path in UTF-8. */
  maxPathBytes: number
}

export const defaultArchiveLimits: Readonly<ArchiveLimits> = {
  maxEntries: 50_000,
  maxFiles: 50_000,
  maxEntryBytes: 64 * MIB,
  maxTotalBytes: 4096 * MIB,
  maxRatio: 200,
  maxDepth: 16,
  maxPathBytes: 1024,
}

/** Below this many unpacked bytes no ratio is suspicious: an empty tar alone shrinks to a hundredth. */
export const ratioFloorBytes = MIB
