import type { Config } from '../../config.ts'
import type { Database } from '../../db/create-database.ts'
import type { LegacyKind } from '../../store/legacy-imports.ts'

/** One import that is under way. */
export interface LegacyImport {
  db: Database
  limits: Config['upload']
  /** Name of the predecessor's installation: what was imported under it is not imported again. */
  source: string
  /** Folder that the predecessor worked in, without links. */
  root: string
  /** Says what could not be taken over as it was. */
  tell: (problem: string) => void
  /** Says how far it is. */
  progress: (text: string) => void
  counts: Record<LegacyKind | 'picture', { added: number; present: number }>
}

/** Cuts a text to what a column takes; an empty one becomes `fallback`. */
export const toText = (text: string | null, most: number, fallback: string): string =>
  [...(text ?? '')].slice(0, most).join('').trim() || fallback

/** `YYYY-MM-DD HH:MM:SS.ffffff`, taken for UTC; the beginning of 1970 where it is none. */
export const toTime = (created: string | null): Date => {
  const time = new Date(`${(created ?? '').replace(' ', 'T').replace(/Z$/, '')}Z`)
  return Number.isNaN(time.getTime()) ? new Date(0) : time
}
