import type { Request, RequestHandler } from 'express'
import { AppError } from '../../errors.ts'

/**
 * Any web page that a user's browser shows could send requests here, and what needs no token, or is known by its
 * address, would be done. Browsers say where a request comes from (Fetch Metadata, Origin); programs send neither and
 * are let in. A request with a token needs no look: no page adds one without having it and being asked first (CORS).
 * `origins` are those of pages that may.
 */
export const refuseForeignPages = (origins: readonly string[]): RequestHandler => {
  const isForeign = (request: Request) => {
    const origin = request.get('origin')
    const site = request.get('sec-fetch-site') ?? 'none'
    if (request.get('authorization') || (origin !== undefined && origins.includes(origin))) return false
    // A proxy in front may have given Host another name than the page was called by.
    const own = [request.get('host'), request.host]
    const isLink = request.method === 'GET' && request.get('sec-fetch-mode') === 'navigate'
    return (
      (!['none', 'same-origin'].includes(site) && !isLink) ||
      (origin !== undefined && !own.includes(URL.parse(origin)?.host))
    )
  }
  return (request, _response, next) => {
    if (!isForeign(request)) return next()
    const hint = 'Open the relay under its own address, or name the page’s origin in CORS_ORIGINS.'
    next(new AppError('forbidden', 'Requests from other web pages are not taken.', { hint }))
  }
}
