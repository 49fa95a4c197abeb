import type { z } from 'zod'
import { type BridgeResult, bridgeFailure } from './bridge-result.ts'
import type { Answer } from './exchange.ts'

const MAX_TEXT_CHARACTERS = 10_000
const MAX_NESTING = 64

/** The bridge's answer as text; bytes that are no UTF-8 become replacement characters. */
export const answerText = (answer: Answer): string =>
  answer.body.toString('utf8').slice(0, MAX_TEXT_CHARACTERS)

/** How deep the brackets of a valid JSON text are nested. */
const nesting = (json: string): number => {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at]
    if (character === '"') inString = !inString
    else if (inString && character === '\\') at += 1
    else if (inString) continue
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth)
    else if (character === ']' || character === '}') depth -= 1
  }
  return deepest
}

// Deeply nested JSON parses, but overflows the stack of whoever walks or serialises it afterwards.
const parseJson = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text)
    return nesting(text) > MAX_NESTING ? undefined : value
  } catch {
    return undefined // no JSON text parses to undefined, so no schema takes it
  }
}

/** The JSON of a 200 answer, checked by a schema; every other status or content is a failure. Never throws. */
export const parseAnswer = <T>(answer: Answer, schema: z.ZodType<T>): BridgeResult<T> => {
  const said = { status: answer.status, text: answerText(answer) }
  if (answer.status >= 400) {
    return bridgeFailure('status', `The bridge answered with status ${answer.status}.`, said)
  }
  if (answer.status !== 200) {
    return bridgeFailure(
      'bad-answer',
      `The bridge answered with status ${answer.status} instead of 200.`,
      said,
    )
  }
  const parsed = schema.safeParse(parseJson(answer.body.toString('utf8')))
  if (parsed.success) return { ok: true, value: parsed.data }
  return bridgeFailure(
    'bad-answer',
    'The bridge answered something that its interface does not provide for.',
    said,
  )
}
