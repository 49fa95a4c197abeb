import { isUtf8 } from 'node:buffer'
import type { z } from 'zod'
import { jsonNesting, MAX_NESTING } from '../contract/json-nesting.ts'
import { type BridgeResult, bridgeFailure } from './bridge-result.ts'
import type { Answer } from './exchange.ts'

const MAX_TEXT_CHARACTERS = 500
/** A page begins with a tag; control characters other than blanks are no text. */
const PAGE_OR_BINARY = /^\s*<|[^\P{Cc}\n\r\t]/u

const mediaType = (answer: Answer): string => {
  const type = answer.headers['content-type']
  return typeof type === 'string' ? (type.split(';')[0] ?? '').trim().toLowerCase() : ''
}

/**
 * A bridge's own words: plain text or JSON of at most 500 characters; undefined for everything else. The relay
 * reaches more of a network than its callers do and must be no window into it.
 */
export const shortText = (answer: Answer): string | undefined => {
  const type = mediaType(answer)
  const isTextual = type === '' || type.startsWith('text/') || type === 'application/json'
  if (!isTextual || !isUtf8(answer.body)) return undefined
  const text = answer.body.toString('utf8')
  return text.length <= MAX_TEXT_CHARACTERS && !PAGE_OR_BINARY.test(text) ? text : undefined
}

/** Status and media type of an answer, to stand in a sentence, e.g. `status 200 (text/html)`. */
export const nameAnswer = (answer: Answer): string => {
  const type = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.exec(mediaType(answer))?.[0]
  return `status ${answer.status}${type === undefined ? '' : ` (${type})`}`
}

const parseJson = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text)
    return jsonNesting(text) > MAX_NESTING ? undefined : value
  } catch {
    return undefined // no JSON text parses to undefined, so no schema takes it
  }
}

/** The JSON of a 200 answer, checked by a schema; every other status or content is a failure. Never throws. */
export const parseAnswer = <T>(answer: Answer, schema: z.ZodType<T>): BridgeResult<T> => {
  const { status } = answer
  const named = `The bridge answered with ${nameAnswer(answer)}`
  if (status >= 400) return bridgeFailure('status', `${named}.`, { status, text: shortText(answer) })
  if (status !== 200) return bridgeFailure('bad-answer', `${named} instead of 200.`, { status })
  const parsed = schema.safeParse(parseJson(answer.body.toString('utf8')))
  if (parsed.success) return { ok: true, value: parsed.data }
  return bridgeFailure('bad-answer', `${named}, which is not what a bridge answers here.`, { status })
}
