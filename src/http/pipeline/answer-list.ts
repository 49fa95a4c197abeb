import type { Request } from 'express'
import { z } from 'zod'
import { looseInteger } from '../../contract/scalars.ts'
import { AppError } from '../../errors.ts'
import type { CountedList, ListCache } from '../../store/list-changes.ts'
import type { IdPage } from '../../store/rows.ts'
import { MAX_ID } from '../../store/sql.ts'
import type { Reply } from '../endpoint.ts'
import { hasAlready } from './has-already.ts'

/** Of one answer without pages. */
const MAX_ROWS = 10_000
const MAX_BYTES = 8 * 1024 * 1024
/** Rows of the first look, which tells how large they are, and what each later look may bring. */
const FIRST_ROWS = 100
const STEP_BYTES = 1024 * 1024
const MAX_PAGE = 1000

/** The predecessor's lists have no pages, and stay so for who does not ask for one. */
export const listQuery = z.object({
  limit: looseInteger
    .pipe(z.int().min(1).max(MAX_PAGE))
    .optional()
    .describe('Rows of a page; the `Link` header leads to the next.'),
  after: looseInteger.pipe(z.int().min(0).max(MAX_ID)).optional().describe('Rows after this id.'),
})

/** Characters of what a row holds, roughly as JSON has them. */
const sizeOf = (row: object): number =>
  Object.values(row).reduce((sum: number, value) => {
    if (typeof value === 'string') return sum + value.length
    return sum + (typeof value === 'object' ? JSON.stringify(value).length : 8)
  }, 0)

const tooLong = (path: string) =>
  new AppError('list-too-long', `${path} has more rows, or larger ones, than one answer may have.`, {
    hint: `Ask for pages: GET ${path}?limit=${MAX_PAGE}, then where its Link header leads.`,
    headers: { Link: `<${path}?limit=${MAX_PAGE}>; rel="first"` },
  })

interface AskedList<T> {
  /** As its counted changes are called. */
  name: CountedList
  path: string
  query: z.infer<typeof listQuery>
  request: Request
  list: (page: IdPage) => Promise<T[]>
}

/**
 * The answer to a list of the predecessor: whole, as its clients expect, or by pages for who asks for them. It bears an
 * `ETag`; who has it already is answered 304, and as long as nothing has changed nothing is read for the others.
 * @throws AppError `list-too-long`, with a `Link` to the first page, before more than MAX_BYTES are in memory.
 */
export const answerList = async <T extends { id: number }>(
  lists: ListCache,
  { name, path, query, request, list }: AskedList<T>,
): Promise<Reply> => {
  const tag = await lists.tagOf(name)
  // Always asked for again: a copy that is not would hide what its holder has just made.
  const headers = { ETag: tag, 'Cache-Control': 'no-cache' }
  if (hasAlready(request, tag)) return { status: 304, headers }
  const isWhole = Object.values(query).every((value) => value === undefined)
  const found = isWhole ? lists.find(name, tag) : null
  if (found) return { status: 200, text: found, headers }
  const reply = await readList(path, query, list)
  const text = Buffer.from(JSON.stringify(reply.json))
  if (isWhole) lists.keep(name, tag, text)
  return { status: reply.status, text, headers: { ...headers, ...reply.headers } }
}

const readList = async <T extends { id: number }>(
  path: string,
  query: z.infer<typeof listQuery>,
  list: (page: IdPage) => Promise<T[]>,
): Promise<Reply> => {
  if (query.limit !== undefined || query.after !== undefined) {
    const limit = query.limit ?? MAX_PAGE
    const rows = await list({ after: query.after ?? 0, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const asked = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...query, limit, after: page.at(-1)?.id }))
      if (value !== undefined) asked.set(name, String(value))
    const next = `<${path}?${asked}>; rel="next"`
    return { status: 200, json: page, headers: rows.length > limit ? { Link: next } : {} }
  }
  const all: T[] = []
  let bytes = 0
  for (let limit = FIRST_ROWS; ; ) {
    const rows = await list({ after: all.at(-1)?.id ?? 0, limit })
    bytes += rows.reduce((sum, row) => sum + sizeOf(row), 0)
    for (const row of rows) all.push(row)
    if (all.length > MAX_ROWS || bytes > MAX_BYTES) throw tooLong(path)
    if (rows.length < limit) return { status: 200, json: all }
    const affordable = Math.floor((STEP_BYTES * all.length) / Math.max(1, bytes))
    limit = Math.min(MAX_ROWS + 1 - all.length + 1, Math.max(FIRST_ROWS, affordable))
  }
}
