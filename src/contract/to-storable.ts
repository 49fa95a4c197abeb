/**
 * A value with every text such that Postgres can keep it: it has no place for a NUL, nor for half of a surrogate
 * pair. Both become U+FFFD, for what a container prints is information and not to be refused.
 */
export const toStorable = <T>(value: T): T => replaceIn(value) as T

const replaceIn = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd').toWellFormed()
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (Array.isArray(value)) return value.map(replaceIn)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [toStorable(key), replaceIn(item)]))
}
