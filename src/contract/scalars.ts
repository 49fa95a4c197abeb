import { z } from 'zod'

const WORDS: Record<string, boolean> = {
  '0': false,
  off: false,
  f: false,
  false: false,
  n: false,
  no: false,
  '1': true,
  on: true,
  t: true,
  true: true,
  y: true,
  yes: true,
}

/** A boolean as the predecessor took it: JSON's own, 0 and 1, and its words in any case. */
export const looseBoolean = z.preprocess((value) => {
  if (value === 0 || value === 1) return value === 1
  return typeof value === 'string' ? (WORDS[value.toLowerCase()] ?? value) : value
}, z.boolean())

const INTEGER_TEXT = /^\s*[+-]?\d+\s*$/

/** An integer as the predecessor took it: a whole number, its digits as text, or `true` for 1. */
export const looseInteger = z.preprocess((value) => {
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'string' && INTEGER_TEXT.test(value) ? Number(value) : value
}, z.int())

/** A number, or its text. */
export const looseNumber = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
  z.number(),
)

const FRACTION = /\.\d+/
const ZONE = /(Z|[+-]\d\d:\d\d)$/

/**
 * A moment in ISO 8601; without a zone it is UTC, as everything that is answered. Becomes UTC with its zone letter, and
 * keeps its microseconds, which a Date has not.
 */
export const moment = z
  .union([z.iso.datetime({ local: true, offset: true }), z.iso.date()], {
    error: 'A time is written like 2026-01-31T12:00:00, in UTC, or with a zone.',
  })
  .transform((text) => {
    const [fraction = ''] = FRACTION.exec(text) ?? []
    const whole = text.replace(FRACTION, '')
    const utc = new Date(ZONE.test(whole) || !whole.includes('T') ? whole : `${whole}Z`).toISOString()
    return utc.replace('.000Z', `${fraction.slice(0, 7)}Z`)
  })
  // PostgreSQL has no year 0, and knows others than four digits only in its own way.
  .refine((utc) => /^[1-9]\d{3}-/.test(utc), 'The years are 1000 to 9999.')

/** A moment as it is answered: ISO 8601, UTC, microseconds, no zone letter, which old clients could not read. */
export const time = z.string().meta({ format: 'date-time-local' })

/** A free-form JSON object. */
export const jsonObject = z.record(z.string(), z.unknown())

/** A name that may stand where an id does. It begins with a letter, so it is never an id. */
const NAME = /^[a-z][a-z0-9-]{0,62}$/

/** Words of paths below /models. */
const RESERVED = ['datasets']

export const isName = (text: string): boolean => NAME.test(text)

export const name = z
  .string()
  .regex(NAME, 'Lower-case letters, digits and hyphens, a letter first, at most 63.')
  .refine((text) => !RESERVED.includes(text), 'This word is part of a path.')

export const tag = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'Lower-case letters, digits and . _ -, at most 63.')

/** What a worker has and a run may ask for: `gpu`, `site=lab`. */
const label = z.string().regex(/^[a-z0-9][a-z0-9._=-]{0,62}$/)

/** Labels as they are written in a setting or a header: with commas between them. Sorted, each once. */
export const labelList = z
  .string()
  .max(2000)
  .transform((text) => [...new Set(text.split(',').map((part) => part.trim()))].filter(Boolean).sort())
  .pipe(z.array(label).max(20))
