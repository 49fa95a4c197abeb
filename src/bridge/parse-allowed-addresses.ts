import { BlockList } from 'node:net'
import { parseAddress } from './parse-address.ts'

/**
 * The addresses an operator allows although they are forbidden by default: single addresses (`169.254.1.7`)
 * or networks (`169.254.1.0/24`, `fe80::/64`).
 *
 * @throws TypeError for an entry that is neither, so that a typing mistake shows at start-up.
 */
export const parseAllowedAddresses = (entries: readonly string[]): BlockList => {
  const allowed = new BlockList()
  for (const entry of entries) {
    const [host = '', prefix, ...more] = entry.trim().split('/')
    const address = parseAddress(host)
    const most = address?.family === 'ipv4' ? 32 : 128
    const bits = prefix === undefined ? most : Number(prefix)
    if (
      address === null ||
      more.length > 0 ||
      prefix === '' ||
      !Number.isInteger(bits) ||
      bits < 0 ||
      bits > most
    ) {
      throw new TypeError(
        `expected an IP address or a network like 169.254.1.0/24, got ${JSON.stringify(entry)}`,
      )
    }
    allowed.addSubnet(address.text, bits, address.family)
  }
  return allowed
}
