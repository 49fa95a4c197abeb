import type { z } from 'zod'

/**
 * The JSON that the relay answers.
 * @throws Error with the relay's own words when it refuses.
 */
export const ask = async <T>(schema: z.ZodType<T>, url: string, init?: RequestInit): Promise<T> => {
  const answer = await fetch(url, init)
  const body: unknown = await answer.json()
  if (!answer.ok) throw new Error(`${answer.status} from ${new URL(url).pathname}: ${JSON.stringify(body)}`)
  return schema.parse(body)
}
