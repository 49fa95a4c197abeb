import { cleanLabel } from './clean-label.ts'

/** What is known of an archive as a whole when its entries are labelled. */
export type LabelSource = {
  /** The uploaded file's name, e.g. `Empty.zip`. */
  archiveName: string
  /** Whether any of the archive's kept files lies in a folder. */
  hasFolders: boolean
  /** The request's `?label=`, if any. */
  label: string | null
}

const withoutEnding = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '').replace(/\.(?:zip|tgz|tar|tar\.gz|gz)$/i, '')

/**
 * The class of an archive's file: its last folder. A file at the top of an archive that has folders is left
 * unlabelled (null); an archive without any gives all its files the request's label, or else its own name.
 *
 * Source: the contract's rules for labelled uploads (details, 7.1).
 */
export const entryLabel = (path: string, { archiveName, hasFolders, label }: LabelSource): string | null => {
  const folder = path.split('/').at(-2)
  if (folder !== undefined) return cleanLabel(folder)
  if (hasFolders) return null
  return (label === null ? null : cleanLabel(label)) ?? cleanLabel(withoutEnding(archiveName))
}
