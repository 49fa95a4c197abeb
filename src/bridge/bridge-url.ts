import { isIP, isIPv6 } from 'node:net'

const BRIDGE_PORT = 5000
const MAX_ADDRESS_CHARACTERS = 2048

// Blanks and controls are silently dropped by the URL parser, a backslash becomes a slash, and `@?#` move
// the host somewhere else than where a reader sees it.
const UNUSABLE = /[\s\p{Cc}\\@?#]/u

const parseUrl = (text: string): URL | null => {
  const url = URL.parse(text)
  return url === null || url.hostname === '' || url.port === '0' ? null : url
}

/** `[::1]` and `::1` are the same bare address; only the first may stand in a URL. */
const bareIp = (text: string): string | null => {
  const inner = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : null
  if (inner !== null) return isIPv6(inner) ? text : null
  if (isIP(text) === 0) return null
  return isIPv6(text) ? `[${text}]` : text
}

/**
 * The base URL of a bridge, without a slash at its end, from the address a user typed.
 *
 * A bare IP gets port 5000 (Flask's); a port, a host name or a scheme in the address is used as it is, and
 * its own scheme wins over `https`. Credentials, a query or a fragment make an address unusable.
 * Never throws; null when no request can be made from it.
 *
 * Source: the contract's table of addresses (details, 4.1).
 */
export const bridgeUrl = (address: string, https: boolean): string | null => {
  const given = address.trim()
  if (given.length > MAX_ADDRESS_CHARACTERS || UNUSABLE.test(given)) return null
  const [, ownScheme, rest = ''] = /^(?:(https?):\/\/)?(.*)$/i.exec(given) ?? []
  const place = rest.replace(/\/+$/, '')
  if (place === '' || place.includes('://')) return null
  const scheme = ownScheme?.toLowerCase() ?? (https ? 'https' : 'http')
  const ip = ownScheme === undefined ? bareIp(place) : null
  const url = parseUrl(`${scheme}://${ip === null ? place : `${ip}:${BRIDGE_PORT}`}`)
  return url === null ? null : `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}
