import type { RequestHandler } from 'express'

const allowed = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers':
    'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Prefer, X-Request-Id',
  'Access-Control-Max-Age': '600',
}
const EXPOSED = 'Content-Disposition, ETag, Link, Location, Retry-After, Warning, X-Request-Id, X-Run-Id'

/**
 * Lets pages of exactly these origins read answers, and answers what browsers ask before they send a page's request
 * (CORS). No credentials: a token is sent by the page itself, cookies there are none.
 */
export const allowOrigins = (origins: readonly string[]): RequestHandler => {
  const known = new Set(origins)
  return (request, response, next) => {
    const origin = request.get('origin')
    if (known.size > 0) response.vary('Origin')
    if (origin === undefined || !known.has(origin)) return next()
    response.setHeader('Access-Control-Allow-Origin', origin)
    response.setHeader('Access-Control-Expose-Headers', EXPOSED)
    const isQuestion = request.method === 'OPTIONS' && request.get('access-control-request-method')
    if (!isQuestion) return next()
    response.set(allowed).status(204).end()
  }
}
