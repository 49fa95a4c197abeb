import type { Request } from 'express'
import { jsonNesting, MAX_NESTING } from '../../contract/json-nesting.ts'
import { suggest } from '../../contract/resembles.ts'
import { AppError } from '../../errors.ts'
import { type Endpoint, isPredecessors, OPERATION } from '../endpoint.ts'
import { InvalidRequest, type Issue, toIssues } from './invalid-request.ts'

const JSON_TYPE = /^application\/([\w.+-]+\+)?json\b/i

/** The body as JSON where it claims to be, or claims nothing; any other type stays text and fails its schema. */
const parseJson = (request: Request): { body: unknown; issues: Issue[] } => {
  const text: unknown = request.body
  if (typeof text !== 'string' || text === '') return { body: null, issues: [] }
  const type = request.headers['content-type']
  if (type !== undefined && !JSON_TYPE.test(type)) return { body: text, issues: [] }
  try {
    const body: unknown = JSON.parse(text)
    if (jsonNesting(text) <= MAX_NESTING) return { body, issues: [] }
    const msg = `nested more than ${MAX_NESTING} deep`
    return { body: null, issues: [{ loc: ['body'], msg, type: 'json_invalid' }] }
  } catch (error) {
    const message = error instanceof Error ? error.message : 'no JSON'
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? 0)
    return { body: text, issues: [{ loc: ['body', offset], msg: message, type: 'json_invalid' }] }
  }
}

/** Text that Postgres cannot keep: with a NUL, or with half of a surrogate pair. */
const isUnstorable = (value: unknown): boolean => {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed()
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, item]) => isUnstorable(key) || isUnstorable(item))
}

const refuseUnstorable = (part: 'query' | 'body', value: unknown): Issue[] => {
  if (!isUnstorable(value)) return []
  const field = Object.entries(Object(value)).find((entry) => isUnstorable(entry))?.[0] ?? part
  return [
    { loc: [part, field], msg: 'must not contain NUL characters or broken Unicode', type: 'string_unicode' },
  ]
}

/** Of a query parameter that is given twice the last counts. */
const lastOfEach = (query: Request['query']) =>
  Object.fromEntries(
    Object.entries(query).map(([key, value]) => [key, Array.isArray(value) ? value.at(-1) : value]),
  )

/**
 * Names in the query that mean nothing here. The predecessor passed over them, so on its operations only a slip of one
 * that means something is refused; monitors add names against caches.
 */
const refuseUnknownNames = (endpoint: Endpoint, given: object): Issue[] => {
  const known = Object.keys(endpoint.query?.shape ?? {})
  const isLenient = isPredecessors(endpoint) || endpoint.tag === OPERATION
  return Object.keys(given).flatMap((name) => {
    if (known.includes(name)) return []
    const slip = suggest('query parameter', name, known)
    if (slip === null && isLenient) return []
    const list = known.length > 0 ? `There are ${known.join(', ')}` : 'There is none here'
    const msg = slip ?? `There is no query parameter of this name. ${list}.`
    return [{ loc: ['query', name.slice(0, 100)], msg, type: 'extra_forbidden' }]
  })
}

/**
 * Checks path, query and body of a request, in this order, against an endpoint's schemas.
 * @throws InvalidRequest with everything that is wrong; AppError `not-found` for a name in the path that nothing can have.
 */
export const parseCall = (endpoint: Endpoint, request: Request) => {
  const { body, issues } = endpoint.body ? parseJson(request) : { body: null, issues: [] }
  const params = endpoint.params?.safeParse(request.params)
  const given = lastOfEach(request.query)
  const query = endpoint.query?.safeParse(given)
  const checked = issues.length === 0 ? endpoint.body?.safeParse(body) : undefined
  const all = [
    ...refuseUnstorable('query', given),
    ...refuseUnstorable('body', body),
    ...(params?.error ? toIssues('path', params.error) : []),
    ...(query?.error ? toIssues('query', query.error) : []),
    ...refuseUnknownNames(endpoint, given),
    ...issues,
    ...(checked?.error ? toIssues('body', checked.error) : []),
  ]
  if (all.length > 0) throw new InvalidRequest(all, body)
  if (isUnstorable(params?.data))
    throw new AppError('not-found', 'Nothing has a name with NUL characters or broken Unicode.')
  return { params: params?.data, query: query?.data, body: checked?.data }
}
