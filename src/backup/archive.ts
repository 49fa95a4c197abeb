import { z } from 'zod'
import { SetupError } from '../errors.ts'

/** First and last member of an archive; between them are the pieces of the tables. */
export const HEADER = 'tinymlaas-backup.json'
export const MANIFEST = 'manifest.json'
/** Of either, in bytes: a line for each piece of 4 MiB. */
export const MAX_JSON_BYTES = 64 * 1024 * 1024

const FORMAT = 1

/** What must be known before the rows come. */
const header = z.object({
  format: z.literal(FORMAT),
  made_at: z.string(),
  /** Of the relay whose command made it. */
  version: z.string(),
  postgres: z.string(),
  /** Schema that the rows fit. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })).min(1),
  /** Where the numbering of a column goes on. */
  sequences: z.array(
    z.object({ table: z.string(), column: z.string(), last: z.int(), is_called: z.boolean() }),
  ),
})
export type Header = z.infer<typeof header>

/** What only the end knows: whatever is not as it says here was damaged or cut off. */
const manifest = z.object({
  members: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
  rows: z.record(z.string(), z.int()),
})
export type Manifest = z.infer<typeof manifest>

/** `COPY` takes its bytes in any pieces; these keep memory flat. */
export const pieceName = (table: string, piece: number): string =>
  `tables/${table}/${String(piece).padStart(6, '0')}`

/** Table that a member has rows of; null for another member. */
export const tableOf = (name: string): string | null => /^tables\/([^/]+)\/\d{6,}$/.exec(name)?.[1] ?? null

const readJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return null
  }
}

/** @throws SetupError for what is no backup, or one of a later format. */
export const readHeader = (bytes: Buffer): Header => {
  const parsed = header.safeParse(readJson(bytes))
  if (parsed.success) return parsed.data
  throw new SetupError(
    'This is a backup in a form that this version does not know: use the version that made it.',
    { cause: parsed.error },
  )
}

/** @throws SetupError */
export const readManifest = (bytes: Buffer): Manifest => {
  const parsed = manifest.safeParse(readJson(bytes))
  if (parsed.success) return parsed.data
  throw new SetupError('The manifest of the backup is damaged: use another backup.', { cause: parsed.error })
}
