import ipaddr from 'ipaddr.js'
import { type Address, isWithin, type Network, parseAddress } from './parse-address.ts'

const forbidden: Network[] = [
  '0.0.0.0/8', // "this host": connects to loopback past a check of 127/8
  '169.254.0.0/16', // link-local, with the metadata services of most clouds
  '192.0.0.0/24', // protocol assignments, with Oracle's metadata service
  '198.18.0.0/15', // benchmarks of network devices
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved and broadcast
  '100.100.100.200/32', // Alibaba's metadata service
  '168.63.129.16/32', // Azure's host agent
  '::/128', // unspecified
  'fe80::/10', // link-local
  'fec0::/10', // site-local, given up in RFC 3879
  'ff00::/8', // multicast
  'fd00:ec2::254/128', // Amazon's metadata service
  'fd20:ce::254/128', // Google's metadata service
].map((text) => ipaddr.parseCIDR(text))

/** IPv6 networks out of whose addresses a router or a translator takes an IPv4 one, and the byte where it begins. */
const carriers: [Network, number][] = [
  [ipaddr.parseCIDR('2002::/16'), 2], // 6to4
  [ipaddr.parseCIDR('64:ff9b::/32'), 12], // NAT64
  [ipaddr.parseCIDR('::ffff:0:0/96'), 12], // mapped
  [ipaddr.parseCIDR('::ffff:0:0:0/96'), 12], // translated
  [ipaddr.parseCIDR('::/96'), 12], // compatible
]
const LOOPBACK = ipaddr.parse('::1')

const carriedIpv4 = (address: Address): Address[] => {
  const carrier = carriers.find(([network]) => isWithin(address, [network]))
  if (carrier === undefined || isWithin(address, [[LOOPBACK, 128]])) return []
  const [, at] = carrier
  return [new ipaddr.IPv4(address.toByteArray().slice(at, at + 4))]
}

/**
 * Whether a bridge's resolved address is one that the relay must not call: link-local (cloud metadata
 * services live there), unspecified, multicast, reserved, known metadata services elsewhere. Loopback and
 * private networks are allowed, for bridges live there. An IPv4 address hidden in an IPv6 one counts as
 * itself. What is no IP address at all is forbidden too: only resolved addresses are asked about.
 * `allowed` (see `parseAllowedAddresses`) wins. Never throws.
 */
export const isForbiddenAddress = (text: string, allowed: readonly Network[]): boolean => {
  const address = parseAddress(text)
  if (address === null) return true
  const meanings = [address, ...carriedIpv4(address)]
  const isIn = (networks: readonly Network[]) => meanings.some((each) => isWithin(each, networks))
  return !isIn(allowed) && isIn(forbidden)
}
