import { isIPv6 } from 'node:net'
import type { Request } from 'express'

/** Groups of an IPv6 address that one customer of a provider commonly has: the first 64 bits. */
const NETWORK_GROUPS = 4

const expand = (address: string): string[] => {
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  if (tail === undefined) return groups
  const end = tail.split(':').filter(Boolean)
  return [...groups, ...Array<string>(Math.max(0, 8 - groups.length - end.length)).fill('0'), ...end]
}

/** The address that counts as one client: an IPv6 network of 64 bits may use all of its addresses. */
export const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  return `${expand(address).slice(0, NETWORK_GROUPS).join(':')}::/64`
}

/** Who counts as one client where places are shared: a token, or an address without one. */
export const clientOf = (request: Request, token: string | null): string =>
  token === null ? `address ${networkOf(request.ip ?? '')}` : `token ${token}`
