import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import type { Executor } from '../../../db/create-database.ts'
import { AppError } from '../../../errors.ts'
import { redeemTicket } from '../../../store/tickets.ts'
import { findToken } from '../../../store/tokens.ts'
import type { Client } from '../../endpoint.ts'
import type { WrongTokenLimit } from './limit-wrong-tokens.ts'
import type { Permission } from './permissions.ts'

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
  /** The token that may read the measurements. */
  metricsToken: string | undefined
  wrongTokens: WrongTokenLimit
  /** Who a client is by its address. */
  findTrusted: (request: Request) => Client | null
}

const digest = (text: string) => createHash('sha256').update(text).digest()
/** Takes the same time wherever they differ. */
const isSame = (given: string, token: string) => timingSafeEqual(digest(given), digest(token))

const BEARER = /^Bearer\s+(\S+)$/i

/**
 * Says who sends a request, by its token, its ticket, or else its address. Where none is required everybody may do everything, and is nobody.
 * @throws AppError `unauthorized`, `rate-limited`.
 */
export const createClientIdentifier =
  ({ db, isTokenRequired, metricsToken, wrongTokens, findTrusted }: IdentifierDeps) =>
  async (request: Request, { takesTicket, takesMetricsToken }: Permission): Promise<Client> => {
    if (!isTokenRequired) return { name: null, scopes: ['admin'], via: 'nobody' }
    const authorization = request.get('authorization')
    const { ticket } = request.query
    if (takesTicket && authorization === undefined && typeof ticket === 'string') {
      const holder = await redeemTicket(db, String(request.params['run_id']), ticket)
      if (holder) return { ...holder, via: 'ticket' }
      await wrongTokens.count(request.ip ?? '')
      throw new AppError('unauthorized', 'The ticket is unknown, used, too old or for another run.', {
        hint: 'POST /tickets makes another, for one use within a minute.',
      })
    }
    const trusted = authorization === undefined ? findTrusted(request) : null
    if (trusted) return trusted
    const [, given] = BEARER.exec(authorization ?? '') ?? []
    if (given === undefined) throw new AppError('unauthorized', 'A token is needed.', { hint: HINT })
    // Asked of no database: its being away is what the measurements are to tell.
    if (takesMetricsToken && metricsToken !== undefined && isSame(given, metricsToken))
      return { name: 'monitoring', scopes: ['read'], via: 'monitoring' }
    const token = await findToken(db, given)
    if (token?.state === 'valid') return { name: token.name, scopes: token.scopes, via: 'token' }
    await wrongTokens.count(request.ip ?? '')
    throw new AppError('unauthorized', wrong[token?.state ?? 'unknown'], { hint: HINT })
  }
export type ClientIdentifier = ReturnType<typeof createClientIdentifier>
