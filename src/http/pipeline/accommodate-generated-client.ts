import type { Request } from 'express'
import type { Reply } from '../endpoint.ts'

/**
 * The predecessor's command-line tool uses a client that was generated from an old description, and it cannot be
 * changed any more. It knows no null where a key may be absent, and of a training's answer it expects a binary
 * picture, which JSON cannot hold; a status it does not know it leaves unchecked. Both accommodations are made for
 * this user agent only, and everybody else gets the contract as written. Clients generated today say the same of
 * themselves, so that status is in the description, too.
 */
const GENERATED_CLIENT = /^OpenAPI-Generator\//

const TRAINING = /^\/models\/datasets(\/|$)/

const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, item]) => item !== null)
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutNulls(item)]))
}

/** The reply as this caller can understand it. */
export const accommodateGeneratedClient = (reply: Reply, request: Request): Reply => {
  if (!GENERATED_CLIENT.test(request.get('user-agent') ?? '')) return reply
  const { text, ...rest } = reply
  const json = text ? JSON.parse(text.toString()) : reply.json
  if (json === undefined) return reply
  const status = reply.status === 201 && TRAINING.test(request.path) ? 200 : reply.status
  return { ...rest, status, json: withoutNulls(json) }
}
