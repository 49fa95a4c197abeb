import type { Request } from 'express'
import type { Executor } from '../../../db/create-database.ts'
import { AppError } from '../../../errors.ts'
import { findToken } from '../../../store/tokens.ts'
import type { Client } from '../../endpoint.ts'
import type { WrongTokenLimit } from './limit-wrong-tokens.ts'

const HINT = 'Send Authorization: Bearer TOKEN; `tinymlaas token create` makes one.'

const wrong = {
  unknown: 'The token is unknown.',
  revoked: 'The token was revoked.',
  expired: 'The token has expired.',
  replaced: 'The token was replaced by `tinymlaas token rotate`, and its time is over.',
} as const

export interface IdentifierDeps {
  db: Executor
  isTokenRequired: boolean
  wrongTokens: WrongTokenLimit
}

/**
 * Says who sends a request, by its token. Where none is required everybody may do everything, and is nobody.
 * @throws AppError `unauthorized`, `rate-limited`.
 */
export const createClientIdentifier =
  ({ db, isTokenRequired, wrongTokens }: IdentifierDeps) =>
  async (request: Request): Promise<Client> => {
    if (!isTokenRequired) return { name: null, scopes: ['admin'], via: 'nobody' }
    const [, given] = /^Bearer\s+(\S+)$/i.exec(request.get('authorization') ?? '') ?? []
    if (given === undefined) throw new AppError('unauthorized', 'A token is needed.', { hint: HINT })
    const token = await findToken(db, given)
    if (token?.state === 'valid') return { name: token.name, scopes: token.scopes, via: 'token' }
    await wrongTokens.count(request.ip ?? '')
    throw new AppError('unauthorized', wrong[token?.state ?? 'unknown'], { hint: HINT })
  }
export type ClientIdentifier = (request: Request, operationId: string) => Promise<Client>
