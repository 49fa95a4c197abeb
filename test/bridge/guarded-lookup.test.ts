import type { LookupAddress, lookup } from 'node:dns'
import { expect, it } from 'vitest'
import { guardedLookup, RefusedAddressError } from '../../src/bridge/guarded-lookup.ts'
import { isForbiddenAddress } from '../../src/bridge/is-forbidden-address.ts'
import { parseAllowedAddresses } from '../../src/bridge/parse-allowed-addresses.ts'

const isForbidden = (address: string) => isForbiddenAddress(address, parseAllowedAddresses([]))

const ask = (answers: string[], all: boolean) => {
  const found: LookupAddress[] = answers.map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }))
  const resolver = ((
    _name: string,
    _options: object,
    callback: (error: null, found: LookupAddress[]) => void,
  ) => callback(null, found)) as typeof lookup
  return new Promise((resolve, reject) => {
    guardedLookup(isForbidden, resolver)('bridge', { all }, (error, address, family) => {
      if (error) reject(error)
      else resolve(all ? address : { address, family })
    })
  })
}

it('leaves out the link-local address that multicast DNS gives beside the usable one', async () => {
  const usable = { address: '192.168.0.7', family: 4 }
  await expect(ask(['fe80::1%eth0', '192.168.0.7'], true)).resolves.toEqual([usable])
  await expect(ask(['fe80::1%eth0', '192.168.0.7'], false)).resolves.toEqual(usable)
})

it('refuses a name that leads to forbidden addresses only', async () => {
  await expect(ask(['169.254.169.254'], true)).rejects.toBeInstanceOf(RefusedAddressError)
  await expect(ask(['::ffff:169.254.169.254'], false)).rejects.toBeInstanceOf(RefusedAddressError)
  await expect(ask([], true)).rejects.toBeInstanceOf(RefusedAddressError)
})
