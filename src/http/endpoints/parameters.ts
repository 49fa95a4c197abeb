import { z } from 'zod'
import { looseInteger } from '../../contract/scalars.ts'
import { AppError, type Loc } from '../../errors.ts'
import { MAX_ID } from '../../store/sql.ts'

/** A path id that must be an integer: anything else is a 422. */
export const integerId = looseInteger.describe('Id of the row.')

const DIGITS = /^\d{1,10}$/

/** A path id of which anything that is no id simply names nothing: null. */
export const anyId = z.string().transform((text) => {
  const id = DIGITS.test(text) ? Number(text) : 0
  return id >= 1 && id <= MAX_ID ? id : null
})

/** An integer id that can exist; null otherwise. */
export const possibleId = (id: number) => (id >= 1 && id <= MAX_ID ? id : null)

/** @throws AppError `not-found` for an id that names nothing. `loc` is the field that gave it. */
export const existing = (id: number | null, thing: string, loc?: Loc): number => {
  if (id === null) throw new AppError('not-found', `There is no such ${thing}.`, loc ? { loc } : {})
  return id
}

/** Text of at least one character. */
export const text = z.string().min(1)

/** @throws AppError `not-found` for what cannot be a run's id. */
export const runIdOrFail = (text: string): string => {
  const id = z.uuid().safeParse(text)
  if (!id.success)
    throw new AppError('not-found', 'There is no such run.', { hint: 'GET /runs lists what exists.' })
  return id.data
}
