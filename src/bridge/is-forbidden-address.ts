import { BlockList } from 'node:net'
import { parseAddress } from './parse-address.ts'

const forbidden = new BlockList()
forbidden.addSubnet('0.0.0.0', 8) // "this host": connects to loopback past a check of 127/8
forbidden.addSubnet('169.254.0.0', 16) // link-local, with the metadata services of most clouds
forbidden.addSubnet('224.0.0.0', 4) // multicast
forbidden.addSubnet('240.0.0.0', 4) // reserved and broadcast
forbidden.addAddress('100.100.100.200') // Alibaba's metadata service
forbidden.addAddress('168.63.129.16') // Azure's host agent
forbidden.addAddress('192.0.0.192') // Oracle's metadata service
forbidden.addAddress('::', 'ipv6')
forbidden.addSubnet('fe80::', 10, 'ipv6') // link-local
forbidden.addSubnet('ff00::', 8, 'ipv6') // multicast
forbidden.addAddress('fd00:ec2::254', 'ipv6') // Amazon's metadata service
forbidden.addAddress('fd20:ce::254', 'ipv6') // Google's metadata service

/**
 * Whether a bridge's resolved address is one that the relay must not call: link-local (cloud metadata
 * services live there), unspecified, multicast, reserved, known metadata services elsewhere. Loopback and
 * private networks are allowed, for bridges live there. An IPv4 address hidden in an IPv6 one counts as
 * itself. What is no IP address at all is forbidden too: only resolved addresses are asked about.
 * `allowed` (see `parseAllowedAddresses`) wins. Never throws.
 */
export const isForbiddenAddress = (address: string, allowed: BlockList): boolean => {
  const parsed = parseAddress(address)
  if (parsed === null) return true
  const { text, family, ipv4 } = parsed
  if (allowed.check(text, family) || (ipv4 !== null && allowed.check(ipv4))) return false
  return forbidden.check(text, family) || (ipv4 !== null && forbidden.check(ipv4))
}
