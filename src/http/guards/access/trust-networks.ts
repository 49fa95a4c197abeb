import type { Request } from 'express'
import { isWithin, type Network, parseAddress } from '../../../bridge/parse-address.ts'
import { parseAllowedAddresses } from '../../../bridge/parse-allowed-addresses.ts'
import { SetupError, toError } from '../../../errors.ts'
import { type Scope, scopes } from '../../../store/tokens.ts'
import type { Client } from '../../endpoint.ts'

interface TrustedNetwork {
  networks: Network[]
  client: Client
}

const ENTRY = /^(?<network>[^=]+)=(?<scope>[a-z]+):(?<name>[\w.@-]{1,100})$/
const isScope = (text: string | undefined): text is Scope => scopes.some((scope) => scope === text)

const parseEntry = (entry: string): TrustedNetwork => {
  const { network = '', scope, name = '' } = ENTRY.exec(entry)?.groups ?? {}
  try {
    if (!isScope(scope)) throw new TypeError('expected a network, one scope and a name')
    return { networks: parseAllowedAddresses([network]), client: { name, scopes: [scope], via: 'network' } }
  } catch (cause) {
    const why = toError(cause).message
    throw new SetupError(
      `TRUSTED_CLIENTS has "${entry}", not an entry like 10.0.0.0/8=run:frontend: ${why}.`,
      {
        cause,
      },
    )
  }
}

const isLoopback = (address: Network[0]) => address.range() === 'loopback'

/** The address a request comes from; an IPv4 one that a listener for both kinds shows as an IPv6 one is IPv4. */
const addressOf = (request: Request) => {
  const address = parseAddress(request.ip ?? '')
  const isMapped = address && 'toIPv4Address' in address && address.isIPv4MappedAddress()
  return isMapped ? address.toIPv4Address() : address
}

/**
 * Whether somebody stands between the client and the relay whom `TRUST_PROXY` does not count: then the address is theirs,
 * and everybody they serve would be trusted.
 */
const isForwarded = (request: Request, proxies: number) => {
  const hops = request.get('x-forwarded-for')?.split(',').length ?? 0
  const isTold = ['forwarded', 'x-real-ip', 'via'].some((name) => request.get(name) !== undefined)
  return hops > proxies || (proxies === 0 && isTold)
}

/**
 * Who a client without a token is by its address, for those that cannot send one: the first entry that fits, such as
 * `10.0.0.0/8=run:frontend`. A loopback address fits only entries for such: a proxy on this machine has one.
 * @throws SetupError for an entry that makes no sense.
 */
export const trustNetworks = (entries: readonly string[], proxies: number) => {
  const trusted = entries.map(parseEntry)
  return (request: Request): Client | null => {
    const address = trusted.length > 0 && !isForwarded(request, proxies) ? addressOf(request) : null
    if (!address) return null
    const fits = ({ networks }: TrustedNetwork) =>
      isWithin(address, networks) && (!isLoopback(address) || networks.every(([base]) => isLoopback(base)))
    return trusted.find(fits)?.client ?? null
  }
}
