import type { z } from 'zod'

/** Rows by their ids: those after one, at most `limit`; null for all. */
export interface IdPage {
  after: number
  limit: number | null
}
export const everything: IdPage = { after: 0, limit: null }

/** The rows of a raw statement, checked. */
export const readRows = <T>(schema: z.ZodType<T>, rows: unknown[]): T[] =>
  rows.map((row) => schema.parse(row))

/** The one row a statement must return. */
export const readRow = <T>(schema: z.ZodType<T>, rows: unknown[]): T => schema.parse(rows[0])

/** The row a statement may return. */
export const findRow = <T>(schema: z.ZodType<T>, rows: unknown[]): T | null =>
  rows.length === 0 ? null : schema.parse(rows[0])
