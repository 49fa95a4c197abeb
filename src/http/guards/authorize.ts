import type { Request } from 'express'
import type { Executor } from '../../db/create-database.ts'
import { AppError } from '../../errors.ts'
import { findToken, type Scope } from '../../store/tokens.ts'
import type { Endpoint } from '../endpoint.ts'

/** Who may do more may do less. */
const includes: Record<Scope, Scope[]> = {
  read: ['read', 'run', 'admin'],
  run: ['run', 'admin'],
  admin: ['admin'],
}

/** The scope an endpoint asks for; null is open to everybody. */
export const scopeOf = ({ scope, method }: Pick<Endpoint, 'scope' | 'method'>): Scope | null =>
  scope === undefined ? (method === 'get' ? 'read' : 'run') : scope

/**
 * Checks a request's `Authorization: Bearer` token against what an endpoint asks for. Returns the token's name, or null
 * where none is needed.
 * @throws AppError `unauthorized`, `forbidden`.
 */
export const createAuthorizer =
  (db: Executor, isRequired: boolean) =>
  async (endpoint: Endpoint, request: Request): Promise<string | null> => {
    const needed = scopeOf(endpoint)
    if (!isRequired || needed === null) return null
    const [, given] = /^Bearer\s+(\S+)$/i.exec(request.get('authorization') ?? '') ?? []
    const token = given === undefined ? null : await findToken(db, given)
    if (!token) {
      const detail = given === undefined ? 'A token is needed.' : 'The token is unknown or revoked.'
      throw new AppError('unauthorized', detail, {
        hint: 'Send Authorization: Bearer TOKEN; `tinymlaas token create` makes one.',
      })
    }
    if (!token.scopes.some((scope) => includes[needed].includes(scope))) {
      throw new AppError('forbidden', `The token "${token.name}" lacks the scope ${needed}.`, {
        hint: `Make a token with --scopes ${needed}.`,
      })
    }
    return token.name
  }
export type Authorizer = ReturnType<typeof createAuthorizer>
