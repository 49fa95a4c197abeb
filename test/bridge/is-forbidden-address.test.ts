import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isForbiddenAddress } from '../../src/bridge/is-forbidden-address.ts'
import { parseAllowedAddresses } from '../../src/bridge/parse-allowed-addresses.ts'

const none = parseAllowedAddresses([])

describe('isForbiddenAddress', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '2852039166', // 169.254.169.254
    '0xa9fea9fe',
    '0xa9.0xfe.0xa9.0xfe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '0:0:0:0:0:ffff:a9fe:a9fe',
    '[::ffff:169.254.169.254]',
    '::169.254.169.254',
    '64:ff9b::169.254.169.254',
    '2002:a9fe:a9fe::1',
    '::ffff:0:169.254.169.254',
    'fe80::1',
    'fe80::1%eth0',
    'febf:ffff::1',
    'FE80::1',
    '0.0.0.0',
    '0',
    '0.1.2.3',
    '::',
    '::ffff:0.0.0.0',
    '224.0.0.1',
    '239.255.255.255',
    '255.255.255.255',
    'ff02::1',
    'fd00:ec2::254',
    'fd20:ce::254',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.1',
    '192.0.0.192',
    '192.0.0.255',
    '::ffff:192.0.0.8',
    '198.18.0.1',
    '198.19.255.255',
    '64:ff9b::198.18.0.1',
    'fec0::1',
    'feff:ffff::1',
    'bridge',
    '',
    '1.2.3.4:80',
    '1.2.3.4/8',
    'user@1.2.3.4',
  ])('%j is forbidden', (address) => {
    expect(isForbiddenAddress(address, none)).toBe(true)
  })

  it.each([
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.0.0.1',
    '172.16.3.4',
    '192.168.0.7',
    '187.32.5.6',
    '100.64.0.1',
    'fd00::7',
    '2001:db8::1',
    'fe7f::1',
    '169.253.255.255',
    '169.255.0.0',
    '191.255.255.255',
    '192.0.1.0',
    '198.17.255.255',
    '198.20.0.0',
  ])('%s is allowed', (address) => {
    expect(isForbiddenAddress(address, none)).toBe(false)
  })

  it('lets an operator allow a link-local bridge, in whatever spelling, and nothing beside it', () => {
    const allowed = parseAllowedAddresses(['169.254.1.0/24', ' fe80::7 '])
    expect(isForbiddenAddress('169.254.1.9', allowed)).toBe(false)
    expect(isForbiddenAddress('::ffff:169.254.1.9', allowed)).toBe(false)
    expect(isForbiddenAddress('fe80::7%eth0', allowed)).toBe(false)
    expect(isForbiddenAddress('169.254.169.254', allowed)).toBe(true)
    expect(isForbiddenAddress('fe80::8', allowed)).toBe(true)
  })

  it.each(['bridge', '', '1.2.3.4/33', '1.2.3.4/', '1.2.3.4/x', '1.2.3.4/8/8', 'fe80::/129', '1.2.3.4/-1'])(
    'refuses %j as an allowed address when it starts',
    (entry) => {
      expect(() => parseAllowedAddresses([entry])).toThrow(TypeError)
    },
  )

  it('finds a forbidden IPv4 address in every IPv6 spelling of it', () => {
    const linkLocal = fc
      .tuple(fc.nat(255), fc.nat(255))
      .map(([c, d]) => ({ c, d, text: `169.254.${c}.${d}` }))
    fc.assert(
      fc.property(linkLocal, ({ c, d, text }) => {
        const number = 169 * 2 ** 24 + 254 * 2 ** 16 + c * 256 + d
        const low = (c * 256 + d).toString(16)
        for (const spelling of [
          text,
          String(number),
          `0x${number.toString(16)}`,
          `0${number.toString(8)}`,
          `::ffff:${text}`,
          `::ffff:a9fe:${low}`,
          `64:ff9b::a9fe:${low}`,
          `2002:a9fe:${low}::`,
        ]) {
          expect(isForbiddenAddress(spelling, none)).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.ipV6(), fc.ipV4Extended()), (text) => {
        expect(typeof isForbiddenAddress(text, none)).toBe('boolean')
      }),
      { numRuns: 5000 },
    )
  })
})
