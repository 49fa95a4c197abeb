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

/** A free-form JSON object. */
export const jsonObject = z.record(z.string(), z.unknown())
