import ipaddr from 'ipaddr.js'

export type Address = ipaddr.IPv4 | ipaddr.IPv6
/** An address and how many of its leading bits count. */
export type Network = [Address, number]

/**
 * Reads an IP address in any spelling a resolver or the C library takes: dotted, decimal, octal, hexadecimal,
 * shortened, in brackets, with a zone. Null for anything else, a host name too. Never throws.
 */
export const parseAddress = (text: string): Address | null => {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  return ipaddr.isValid(bare) ? ipaddr.parse(bare) : null
}

/** Whether an address lies in one of the networks; one of the other family never does. */
export const isWithin = (address: Address, networks: readonly Network[]): boolean =>
  networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
