import type { z } from 'zod'
import type { Loc } from '../../errors.ts'

export interface Issue {
  loc: Loc
  msg: string
  type: string
}

/** Why a request cannot be taken; answered as 422 in the shape the predecessor had. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest'
  readonly issues: Issue[]
  /** What was sent, given back to the caller. */
  readonly body: unknown

  /** What else the answer says; a `hint` here takes the place of the general one. */
  readonly more: Record<string, unknown>

  constructor(issues: Issue[], body: unknown, more: Record<string, unknown> = {}) {
    super(issues.map((issue) => `${issue.loc.join('.')}: ${issue.msg}`).join('; '))
    this.issues = issues
    this.body = body
    this.more = more
  }
}

/** Zod's findings about one part of a request. `parameters` is left out of the path: old clients show part two. */
export const toIssues = (part: 'path' | 'query' | 'body', error: z.ZodError): Issue[] =>
  error.issues.map((issue) => ({
    loc: [part, ...issue.path.filter((step) => step !== 'parameters' || issue.path.length === 1).map(toStep)],
    msg: issue.message,
    type: issue.code,
  }))

const toStep = (step: PropertyKey): string | number => (typeof step === 'number' ? step : String(step))
