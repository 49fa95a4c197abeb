import type { z } from 'zod'
import { jsonNesting, MAX_NESTING } from '../contract/json-nesting.ts'
import { type BridgeResult, bridgeFailure } from './bridge-result.ts'
import type { Answer } from './exchange.ts'

const MAX_TEXT_CHARACTERS = 10_000

/** The bridge's answer as text; bytes that are no UTF-8 become replacement characters. */
export const answerText = (answer: Answer): string =>
  answer.body.toString('utf8').slice(0, MAX_TEXT_CHARACTERS)

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
