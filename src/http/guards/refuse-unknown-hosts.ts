import { isIP } from 'node:net'
import type { Request, RequestHandler } from 'express'
import { AppError } from '../../errors.ts'

/** The name in a Host header, without its port, the brackets of an IPv6 address and the dot of a complete name. */
const nameIn = (host: string) =>
  URL.parse(`http://${host}`)
    ?.hostname.replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '') ?? ''

/**
 * Refuses requests that call the relay by a name that is not its own: a page may have its name resolve to the relay's
 * address and then counts as the relay's own page in the browser (DNS rebinding). Its name stays in Host. `localhost`,
 * the names in `allowed` and every literal address are taken: an address does not resolve, so it cannot be rebound,
 * and within a container nobody knows which addresses of the machine lead here. What the proxy in front says of the
 * name (X-Forwarded-Host) does not count, since a page can say it too.
 */
export const refuseUnknownHosts = (allowed: readonly string[]): RequestHandler => {
  const names = new Set(['localhost', ...allowed.map((name) => name.toLowerCase())])
  const isKnown = (request: Request) => {
    const host = request.get('host') ?? ''
    // Only a program leaves it out.
    return host === '' || isIP(nameIn(host)) !== 0 || names.has(nameIn(host))
  }
  return (request, _response, next) => {
    if (isKnown(request)) return next()
    const hint = 'Use an address or localhost; an operator adds a name of the relay to ALLOWED_HOSTS.'
    next(new AppError('forbidden', 'The relay is not known under the name in Host.', { hint }))
  }
}
