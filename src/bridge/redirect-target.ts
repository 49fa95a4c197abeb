/**
 * Where a redirect may lead: to the same host and port, or from the default port of http to that of https.
 * Flask answers a missing slash with an absolute `http:` address even behind a TLS proxy, so coming from
 * https the scheme stays https. Null when the redirect leads elsewhere or nowhere. Never throws.
 */
export const redirectTarget = (from: URL, location: string): URL | null => {
  const target = URL.parse(location, from.href)
  if (target === null || (target.protocol !== 'http:' && target.protocol !== 'https:')) return null
  if (from.protocol === 'https:') target.protocol = 'https:'
  const sameHost = target.hostname === from.hostname && target.port === from.port
  if (!sameHost || target.username !== '' || target.password !== '') return null
  target.hash = ''
  return target
}

/** Why a redirect is not followed, in one sentence. */
export const explainRefusal = (from: URL, location: string): string => {
  const target = URL.parse(location, from.href)
  if (target === null) return 'The bridge redirects to something that is no address.'
  if (target.hostname !== from.hostname) {
    return 'The bridge redirects to another host, which is not followed.'
  }
  if (target.port !== from.port) {
    return 'The bridge redirects to another port of the same host, which is not followed: register it with that port.'
  }
  return 'The bridge redirects to an address that is not followed: it has another scheme or names a user.'
}
