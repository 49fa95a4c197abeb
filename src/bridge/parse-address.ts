import { isIPv4, isIPv6 } from 'node:net'

/** An address in its one canonical form, and the IPv4 address it carries inside, if any. */
export type ParsedAddress = { text: string; family: 'ipv4' | 'ipv6'; ipv4: string | null }

const hextets = (ipv6: string): number[] => {
  const [left = '', right] = ipv6.split('::')
  const words = (part: string) =>
    part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16))
  const head = words(left)
  const tail = right === undefined ? [] : words(right)
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

const dotted = (high: number, low: number): string =>
  [high >> 8, high & 255, low >> 8, low & 255].map(String).join('.')

/** The IPv4 address that a router or a translator would take out of an IPv6 one. */
const embeddedIpv4 = (ipv6: string): string | null => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hextets(ipv6)
  const last = dotted(g, h)
  if (a === 0x2002) return dotted(b, c) // 6to4
  if (a === 0x64 && b === 0xff9b) return last // NAT64
  if (a !== 0 || b !== 0 || c !== 0 || d !== 0) return null
  if (e === 0 && f === 0xffff) return last // mapped
  if (e === 0xffff && f === 0) return last // translated
  return e === 0 && f === 0 && g !== 0 ? last : null // compatible; `::` and `::1` are not
}

/**
 * Reads an IP address in any spelling a resolver or the C library takes: dotted, decimal, octal, hexadecimal,
 * shortened, in brackets, with a zone. Null for anything else, a host name too. Never throws.
 */
export const parseAddress = (text: string): ParsedAddress | null => {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  if (!/^[0-9a-fx.:]{1,64}$/i.test(bare) || (bare.includes(':') && !isIPv6(bare))) return null
  const host = URL.parse(isIPv6(bare) ? `http://[${bare}]/` : `http://${bare}/`)
  if (host === null) return null
  const canonical = host.hostname.replace(/^\[|\]$/g, '')
  if (isIPv4(canonical)) return { text: canonical, family: 'ipv4', ipv4: canonical }
  if (!isIPv6(canonical)) return null
  return { text: canonical, family: 'ipv6', ipv4: embeddedIpv4(canonical) }
}
