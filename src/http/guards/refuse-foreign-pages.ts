import type { RequestHandler } from 'express'
import { AppError } from '../../errors.ts'
import { isLoopback } from './decide-authorization.ts'

/** The name in a Host header, without its port and without an IPv6 address's brackets. */
const nameIn = (host: string) => URL.parse(`http://${host}`)?.hostname.replace(/^\[(.*)\]$/, '$1') ?? ''

interface ForeignPageOptions {
  /** A token proves who asks; then nothing needs to be refused here. */
  isTokenRequired: boolean
  /** Whether only this machine reaches the relay, and no proxy stands in front under another name. */
  isLoopbackOnly: boolean
}

/**
 * Without tokens, any web page that the operator's browser shows could send requests here. Browsers say where a
 * request comes from (Fetch Metadata, Origin); programs send neither and are let in. On a loopback address the name
 * in Host must be this machine's, or a page could pass its own name off for it (DNS rebinding).
 */
export const refuseForeignPages =
  ({ isTokenRequired, isLoopbackOnly }: ForeignPageOptions): RequestHandler =>
  (request, _response, next) => {
    if (isTokenRequired) return next()
    const host = request.get('host') ?? ''
    const origin = request.get('origin')
    const site = request.get('sec-fetch-site') ?? 'none'
    const isLink = request.method === 'GET' && request.get('sec-fetch-mode') === 'navigate'
    const isForeign =
      (!['none', 'same-origin'].includes(site) && !isLink) ||
      (origin !== undefined && URL.parse(origin)?.host !== host) ||
      (isLoopbackOnly && host !== '' && !isLoopback(nameIn(host)))
    if (!isForeign) return next()
    const hint =
      'Open the relay under its own address; behind a proxy set TRUST_PROXY, and use tokens (AUTH=tokens).'
    next(new AppError('forbidden', 'Requests from other web pages are not taken.', { hint }))
  }
