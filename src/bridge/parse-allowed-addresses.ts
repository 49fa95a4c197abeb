import ipaddr from 'ipaddr.js'
import { type Network, parseAddress } from './parse-address.ts'

const parseNetwork = (text: string): Network | null => {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  const address = parseAddress(text)
  return address && [address, address.kind() === 'ipv4' ? 32 : 128]
}

/**
 * The addresses an operator allows although they are forbidden by default: single addresses (`169.254.1.7`)
 * or networks (`169.254.1.0/24`, `fe80::/64`).
 *
 * @throws TypeError for an entry that is neither, so that a typing mistake shows at start-up.
 */
export const parseAllowedAddresses = (entries: readonly string[]): Network[] =>
  entries.map((entry) => {
    const network = parseNetwork(entry.trim())
    if (network !== null) return network
    throw new TypeError(
      `expected an IP address or a network like 169.254.1.0/24, got ${JSON.stringify(entry)}`,
    )
  })
