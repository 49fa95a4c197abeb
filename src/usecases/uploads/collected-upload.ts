import type { ArchiveLimits } from '../../archive/archive-limits.ts'
import type { ArchiveNotice } from '../../archive/archive-notice.ts'
import type { NameEncoding } from '../../archive/names/name-encodings.ts'
import type { resolvePaths } from '../../labels/resolve-paths.ts'
import type { SidecarText } from '../../labels/upload.ts'
import type { PictureReport } from '../../picture/picture-report.ts'
import type { WriteBlob } from '../../store/blobs/lease.ts'
import type { StoredBlob } from '../../store/blobs/write-blob.ts'

/** Where a file of a request comes from: a part of its form, and the path within it where that is an archive. */
export interface Origin {
  /** Number of the form's part, from 0. Its name is known only when all parts have arrived. */
  part: number
  /** Path in the archive; null for a file sent by itself. */
  inner: string | null
}

/** A picture whose bytes are stored, but which belongs to no dataset yet. */
export interface CollectedPicture extends Origin {
  blob: StoredBlob
  /** As it was seen now, or when the dataset got it. */
  picture: Omit<PictureReport, 'mediaType' | 'problem'> & {
    mediaType: string | null
    problem: { code: string; message: string; hint: string } | null
  }
  /** It was only named, and the dataset has no such content: the blob is none. */
  isMissing?: boolean
}

interface CollectedSidecar extends Origin {
  text: SidecarText['text']
}

/** A picture with its place in the dataset. */
export interface PlacedPicture extends CollectedPicture {
  /** As the client sent it, with the archive in front. */
  sent: string
  path: string
  /** `moved`: the dataset had it under another path. */
  outcome: ReturnType<typeof resolvePaths>[number]['outcome'] | 'moved'
}

/** A file of which nothing is kept. */
export interface LeftOut extends Origin {
  reason: 'no-picture' | 'foreign-archive' | 'archive-in-archive' | 'clutter' | 'sidecar'
  /** What it is, in words. */
  message: string
}

/** Of hidden files and what file managers leave behind. */
export const clutter = {
  reason: 'clutter',
  message: 'A hidden file, or something that a file manager left behind.',
} as const

/** Everything that one request has brought, before it is known what it means. */
export interface CollectedUpload {
  /** Names of the form's parts as they came; see decodeFormNames. */
  partNames: string[]
  pictures: CollectedPicture[]
  sidecars: CollectedSidecar[]
  leftOut: LeftOut[]
  /** Lists of pictures that are not sent because the dataset has them. */
  sums: (Origin & { text: string })[]
  /** What is to be said of an archive; `inner` is its own path within another. */
  notices: (ArchiveNotice & Origin)[]
  /** What archives have taken up of the limits. */
  used: { entries: number; bytes: number; sidecarBytes: number }
}

export interface CollectOptions {
  limits: ArchiveLimits
  /** Code page of names in archives that do not say it; null where it is to be found out. */
  names: NameEncoding | null
  /** Whether an archive may list pictures instead of having them, see add-known-pictures.ts. */
  takesSums: boolean
  /** Stores the pictures, in batches: whoever calls flushes before their ids are used. */
  write: WriteBlob
}

export const emptyUpload = (): CollectedUpload => ({
  partNames: [],
  pictures: [],
  sidecars: [],
  leftOut: [],
  sums: [],
  notices: [],
  used: { entries: 0, bytes: 0, sidecarBytes: 0 },
})
