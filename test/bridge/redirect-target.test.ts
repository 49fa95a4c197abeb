import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainRefusal, redirectTarget } from '../../src/bridge/redirect-target.ts'

describe('redirectTarget', () => {
  it.each([
    ['http://bridge:5000/devices', 'http://bridge:5000/devices/', 'http://bridge:5000/devices/'],
    ['http://bridge:5000/devices', '/devices/', 'http://bridge:5000/devices/'],
    ['http://bridge/devices', 'https://bridge/devices/', 'https://bridge/devices/'],
    ['https://bridge/devices', 'http://bridge/devices/', 'https://bridge/devices/'],
    ['https://bridge:8443/devices', 'http://bridge:8443/devices/', 'https://bridge:8443/devices/'],
    ['http://bridge/devices', '//bridge/other', 'http://bridge/other'],
    ['http://bridge/devices', 'HTTP://BRIDGE/x#y', 'http://bridge/x'],
  ])('%s to %s leads to %s', (from, location, target) => {
    expect(redirectTarget(new URL(from), location)?.href).toBe(target)
  })

  it.each([
    ['http://bridge/devices', 'http://169.254.169.254/latest/'],
    ['http://bridge/devices', '//elsewhere/devices/'],
    ['http://bridge:5000/devices', 'http://bridge:6000/devices/'],
    ['http://bridge:5000/devices', 'http://bridge/devices/'],
    ['http://bridge/devices', 'https://bridge:8443/'],
    ['http://bridge/devices', 'file:///etc/passwd'],
    ['http://bridge/devices', 'javascript:0'],
    ['http://bridge/devices', 'http://user:pw@bridge/'],
    ['http://bridge/devices', 'http://bridge.elsewhere/'],
    ['http://bridge/devices', 'http://['],
  ])('%s to %s is not followed', (from, location) => {
    expect(redirectTarget(new URL(from), location)).toBeNull()
  })

  it('never leaves the host, never goes from https to http, never throws', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.webPath())
    fc.assert(
      fc.property(fc.constantFrom('http://bridge:5000/x', 'https://bridge/x'), anything, (from, location) => {
        const target = redirectTarget(new URL(from), location)
        if (target === null) return
        expect(target.host).toBe(new URL(from).host)
        if (from.startsWith('https')) expect(target.protocol).toBe('https:')
      }),
      { numRuns: 2000 },
    )
  })
})

describe('explainRefusal', () => {
  it.each([
    ['http://bridge:5000/devices', 'http://bridge:6000/devices/', 'another port of the same host'],
    ['http://bridge:5000/devices', 'http://bridge/devices/', 'another port of the same host'],
    ['http://bridge/devices', 'https://bridge:8443/', 'another port of the same host'],
    ['http://bridge/devices', 'http://169.254.169.254/latest/', 'another host'],
    ['http://bridge:5000/devices', '//bridge.elsewhere:5000/', 'another host'],
    ['http://bridge/devices', 'http://user:pw@bridge/', 'names a user'],
    ['http://bridge/devices', 'http://[', 'no address'],
  ])('%s to %s: %s', (from, location, said) => {
    expect(explainRefusal(new URL(from), location)).toContain(said)
  })
})
