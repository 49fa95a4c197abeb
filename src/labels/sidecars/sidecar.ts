import type { Split } from '../upload.ts'

/** What a sidecar says of one picture; `labels` may be none, or several. */
export type SidecarEntry = { name: string; labels: string[]; split: Split | null }

/** A sidecar that was understood, one that is refused in words, or null for a file that is no sidecar at all. */
export type SidecarReading = { format: string; entries: SidecarEntry[] } | { refusal: string } | null

const MIB = 1024 * 1024

/** Bytes of a sidecar's text, and of all sidecars of an upload. */
const limits = { bytes: 16 * MIB, smallBytes: MIB, totalBytes: 64 * MIB } as const

const KINDS = /(?:^|[/\\])(?:info\.labels|bounding_boxes\.labels)$|\.(?:csv|tsv|jsonl?|xml|ya?ml)$/i
/** YOLO's boxes: any other text says no labels. */
const BOXES = /(?:^|[/\\])labels[/\\](?:[^/\\]+[/\\])*[^/\\]+\.txt$/i

/** Whether a file may say labels, by its name: its text is then wanted by `understandUpload`. */
export const isSidecarName = (path: string): boolean => KINDS.test(path) || BOXES.test(path)

/** Names that hold labels and nothing else: without them an upload is not understood. */
const TELLING = /(?:^|[/\\])(?:info\.labels|bounding_boxes\.labels|_annotations\.coco\.json|_classes\.csv)$/i

export const mustBeRead = (path: string): boolean => TELLING.test(path)

/**
 * How many bytes of this sidecar are read at most, when so many of others were read already. What is longer is given to
 * `understandUpload` without its text.
 */
export const sidecarBytes = (path: string, alreadyRead: number): number =>
  Math.max(
    0,
    Math.min(
      /\.(?:xml|txt|ya?ml)$/i.test(path) ? limits.smallBytes : limits.bytes,
      limits.totalBytes - alreadyRead,
    ),
  )
