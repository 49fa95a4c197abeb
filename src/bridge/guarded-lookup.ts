import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'

/** A host name that leads only to addresses the relay must not call. */
export class RefusedAddressError extends Error {
  override name = 'RefusedAddressError'
}

/**
 * A `lookup` for `http.request` that hands on allowed addresses only, so that what is checked is what is
 * connected to: a name that answers differently the second time (DNS rebinding) gains nothing.
 *
 * Forbidden ones among several are left out rather than refused as a whole, since multicast DNS answers with
 * a link-local address beside the usable one. Fails with RefusedAddressError when none is left.
 */
export const guardedLookup =
  (isForbidden: (address: string) => boolean, resolve: typeof lookup = lookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '')
      const usable: LookupAddress[] = addresses.filter(({ address }) => !isForbidden(address))
      const [first] = usable
      if (first === undefined)
        return callback(new RefusedAddressError(`${hostname} leads to a forbidden address`), '')
      if (options.all === true) return callback(null, usable)
      callback(null, first.address, first.family)
    })
  }
