import type { Request } from 'express'

/** Whether the caller has what an `ETag` stands for, as its `If-None-Match` says. */
export const hasAlready = (request: Request, tag: string): boolean =>
  (request.get('if-none-match') ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''))
    .some((one) => one === tag || one === '*')
