import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bridgeUrl } from '../../src/bridge/bridge-url.ts'

describe('bridgeUrl', () => {
  it.each([
    ['192.168.0.7', false, 'http://192.168.0.7:5000'],
    ['192.168.0.7', true, 'https://192.168.0.7:5000'],
    ['1.2.3.4:80', false, 'http://1.2.3.4'],
    ['1.2.3.4:80', true, 'https://1.2.3.4:80'],
    ['127.0.0.1:5001', false, 'http://127.0.0.1:5001'],
    ['bridge:8080', false, 'http://bridge:8080'],
    ['tiny_bridge:8080', false, 'http://tiny_bridge:8080'],
    ['[::1]:5001', false, 'http://[::1]:5001'],
    ['bridge', false, 'http://bridge'],
    ['www.x.org', true, 'https://www.x.org'],
    ['http://www.x.org', true, 'http://www.x.org'],
    ['https://www.x.org', false, 'https://www.x.org'],
    ['HTTPS://www.x.org', false, 'https://www.x.org'],
    ['http://1.2.3.4', false, 'http://1.2.3.4'],
    ['bridge:8080/', false, 'http://bridge:8080'],
    ['https://bridge/lab/one//', false, 'https://bridge/lab/one'],
    ['1.2.3.4/', false, 'http://1.2.3.4:5000'],
    ['::1', false, 'http://[::1]:5000'],
    ['[::1]', true, 'https://[::1]:5000'],
    ['fd00::7', false, 'http://[fd00::7]:5000'],
    [' 192.168.0.7 ', false, 'http://192.168.0.7:5000'],
  ])('%s, https %s -> %s', (address, https, url) => {
    expect(bridgeUrl(address, https)).toBe(url)
  })

  it.each([
    '',
    '   ',
    'a b',
    '1.2.3.4 5',
    'a:b:c',
    '1.2.3.4:5:6',
    '1.2.3.4:99999',
    'bridge:0',
    'bridge:port',
    'http://',
    'https:///',
    'http://http://x',
    'ftp://bridge',
    'file:///etc/passwd',
    'user:pw@bridge',
    'bridge?x=1',
    'bridge#x',
    'bridge\\..\\x',
    'bri\tdge',
    'bri\u0000dge',
    '[::1',
    '::1]',
    '[1.2.3.4]',
    'fe80::1%eth0',
    ':5000',
    'x'.repeat(3000),
  ])('%j is unusable', (address) => {
    expect(bridgeUrl(address, false)).toBeNull()
  })

  const pieces = fc.constantFrom(
    'http',
    'https',
    '://',
    ':',
    '/',
    '[',
    ']',
    '::',
    '.',
    '@',
    '1',
    '80',
    'a',
    '%',
    ' ',
  )
  const addresses = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 12 }).map((list) => list.join('')),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.ipV4(),
    fc.ipV6(),
  )

  it('never throws, and what it gives is a clean http(s) URL to which a path can be put', () => {
    fc.assert(
      fc.property(addresses, fc.boolean(), (address, https) => {
        const base = bridgeUrl(address, https)
        if (base === null) return
        const url = new URL(`${base}/devices/`)
        expect(['http:', 'https:']).toContain(url.protocol)
        expect(url.hostname).not.toBe('')
        expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', ''])
        expect(base.endsWith('/')).toBe(false)
        expect(url.pathname.endsWith('/devices/')).toBe(true)
      }),
      { numRuns: 5000 },
    )
  })

  it('gives bare addresses, and only those, port 5000', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.boolean(), (ip, https) => {
        const scheme = https ? 'https' : 'http'
        const host = ip.includes(':') ? `[${ip}]` : ip
        expect(bridgeUrl(ip, https)).toBe(new URL(`${scheme}://${host}:5000`).origin)
        expect(bridgeUrl(`${host}:5001`, https)).toBe(new URL(`${scheme}://${host}:5001`).origin)
      }),
      { numRuns: 1000 },
    )
  })
})
