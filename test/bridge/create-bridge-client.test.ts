import net, { type AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createBridgeClient } from '../../src/bridge/create-bridge-client.ts'
import { createTestCertificate } from './create-test-certificate.ts'
import { createFakeBridge, type FakeBridgeSettings } from './fake-bridge.ts'
import { watchNetwork } from './watch-network.ts'

const cleanups: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
})

const start = async (settings: FakeBridgeSettings = {}) => {
  const bridge = await createFakeBridge(settings)
  cleanups.push(bridge.close)
  return { ...bridge, at: { address: bridge.address, https: settings.tls !== undefined } }
}

const client = createBridgeClient({ answerMs: 1500 })
const device = { installer: 'Arduino IDE', serial: '707B266C064B14A6' }
const source = '#include "target_model.h"\nconst unsigned char model_tflite[] = {\n  0x1C, \n};\n// é 😀\n'

const model = (text: string, pieceBytes = 7) => {
  const bytes = Buffer.from(text)
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  )
  return { bytes: bytes.length, stream: () => Readable.from(pieces, { objectMode: false }) }
}

describe('a bridge that works', () => {
  it('lists devices: missing fields become "", unknown ones go', async () => {
    const devices = [
      { product: 'Uno', serial: null, extra: 1 },
      { manufacturer: 'a', product: 'b', serial: 'c' },
      {},
    ]
    const bridge = await start({ devices })
    await expect(client.listDevices(bridge.at)).resolves.toEqual({
      ok: true,
      value: [
        { manufacturer: '', product: 'Uno', serial: '' },
        { manufacturer: 'a', product: 'b', serial: 'c' },
        { manufacturer: '', product: '', serial: '' },
      ],
    })
    expect(bridge.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /devices/'])
  })

  it('is online', async () => {
    const bridge = await start()
    await expect(client.isOnline(bridge.at)).resolves.toBe(true)
  })

  it('may end its answer with the connection, as HTTP/1.0 does', async () => {
    const bridge = await start({ mode: 'until-close' })
    await expect(client.listDevices(bridge.at)).resolves.toMatchObject({ ok: true })
  })

  it('predicts with a body on GET', async () => {
    const bridge = await start({ scores: { '1': 27.04, '0': 1e-7, Occupied: 0 } })
    await expect(client.predict(bridge.at, 'X"1')).resolves.toEqual({
      ok: true,
      value: { '1': 27.04, '0': 1e-7, Occupied: 0 },
    })
    const [request] = bridge.requests
    expect(request?.method).toBe('GET')
    expect(request?.headers['content-type']).toBe('application/json')
    expect(request?.headers['transfer-encoding']).toBeUndefined()
    expect(JSON.parse(request?.body ?? '')).toEqual({ device: { serial: 'X"1' } })
  })

  it('passes on the status and text of a bridge that refuses', async () => {
    const bridge = await start()
    await expect(client.predict(bridge.at, 'unknown')).resolves.toMatchObject({
      ok: false,
      kind: 'status',
      status: 404,
      text: 'Failed to read prediction from device',
    })
    await expect(client.predict(bridge.at, '')).resolves.toMatchObject({ kind: 'status', status: 400 })
  })

  it('installs: the source arrives unchanged, with a length and in one JSON document', async () => {
    const bridge = await start()
    await expect(client.install(bridge.at, device, model(source))).resolves.toEqual({
      ok: true,
      value: 'Success',
    })
    const [request] = bridge.requests
    expect(request?.url).toBe('/install/')
    expect(request?.headers['transfer-encoding']).toBeUndefined()
    expect(Number(request?.headers['content-length'])).toBe(Buffer.byteLength(request?.body ?? ''))
    expect(JSON.parse(request?.body ?? '')).toEqual({ device, model: source })
  })

  it('installs any text cut anywhere', async () => {
    const bridge = await start()
    const texts = fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.toWellFormed())
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 50 }), async (text, pieceBytes) => {
        const result = await client.install(bridge.at, device, model(text, pieceBytes))
        expect(result.ok).toBe(true)
        expect(JSON.parse(bridge.requests.at(-1)?.body ?? '')).toEqual({ device, model: text })
      }),
      { numRuns: 200 },
    )
  })

  it('installs 6 MB', async () => {
    const bridge = await start()
    const text = '0x1C, 0x00, "\n'.repeat(430_000)
    const result = await client.install(bridge.at, device, model(text, 65_536))
    expect(result.ok).toBe(true)
    expect(JSON.parse(bridge.requests[0]?.body ?? '').model).toBe(text)
  })

  it.each([
    [200, 'bad-answer'],
    [204, 'bad-answer'],
    [400, 'status'],
    [500, 'status'],
  ])('counts an install answered with %i as %s', async (status, kind) => {
    const bridge = await start({ install: { status, text: status === 204 ? '' : 'not supported' } })
    await expect(client.install(bridge.at, device, model(source))).resolves.toMatchObject({ kind, status })
  })

  it.each([
    ['a long text', 'Success'.repeat(100)],
    ['a page', '<html>Success</html>'],
  ])('does not count an install as done when %s comes with the 201', async (_, text) => {
    const bridge = await start({ install: { status: 201, text } })
    const result = await client.install(bridge.at, device, model(source))
    expect(result).toMatchObject({ kind: 'bad-answer', status: 201 })
    expect(JSON.stringify(result)).not.toContain('Success')
  })

  it('keeps the words of an old bridge that does not support a device, and no page', async () => {
    const old = await start({ install: { status: 200, text: 'Device not supported' } })
    await expect(client.install(old.at, device, model(source))).resolves.toMatchObject({
      kind: 'bad-answer',
      text: 'Device not supported',
    })
    const page = await start({ mode: 'broken' })
    await expect(client.install(page.at, device, model(source))).resolves.toEqual({
      ok: false,
      kind: 'status',
      status: 500,
      text: undefined,
      message: 'The bridge answered with status 500 (text/html) instead of 201.',
    })
  })

  it('follows redirects to the same host, with method and body', async () => {
    const bridge = await start({ mode: 'redirects-here' })
    await expect(client.install(bridge.at, device, model(source))).resolves.toEqual({
      ok: true,
      value: 'Success',
    })
    expect(bridge.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /install/',
      'POST /install/?again',
    ])
  })

  it('may have a scheme of its own in its address', async () => {
    const bridge = await start()
    await expect(client.isOnline({ address: `http://${bridge.address}/`, https: true })).resolves.toBe(true)
  })
})

describe('the health of a bridge', () => {
  it('is online, without a reason', async () => {
    const bridge = await start()
    await expect(client.checkHealth(bridge.at)).resolves.toEqual({ online: true })
  })

  it.each([
    ['silent', 'did not answer within 0.5 seconds'],
    ['broken', 'status 500 (text/html) instead of 200'],
    ['cut-short', 'broke off'],
    ['no-http', 'does not speak HTTP'],
    ['redirects-elsewhere', 'another host'],
    ['redirect-loop', 'again and again'],
    ['resets', 'closed the connection|cannot be reached'],
  ] as const)('%s: the reason says "%s"', async (mode, said) => {
    const bridge = await start({ mode })
    const health = await createBridgeClient({ answerMs: 500 }).checkHealth(bridge.at)
    expect(health).toEqual({ online: false, reason: expect.stringMatching(said.replace(/[()]/g, '.')) })
  })

  it('says of an address that it is unusable, not called, or that nobody is there', async () => {
    const reasonFor = async (address: string) => {
      const health = await client.checkHealth({ address, https: false })
      return health.online ? null : health.reason
    }
    expect(await reasonFor('a b')).toContain('unusable')
    expect(await reasonFor('169.254.169.254')).toContain('does not call')
    expect(await reasonFor('127.0.0.1:1')).toContain('ECONNREFUSED')
  })

  it('is never an error, not even when the caller goes', async () => {
    const bridge = await start()
    await expect(client.checkHealth(bridge.at, { signal: AbortSignal.abort() })).resolves.toMatchObject({
      online: false,
      reason: expect.stringContaining('given up'),
    })
  })
})

describe('a bridge behind TLS', () => {
  it('is called over TLS, and only with a certificate that is known', async () => {
    const tls = createTestCertificate()
    const bridge = await start({ tls })
    const trusting = createBridgeClient({ answerMs: 1500, ca: tls.cert })
    await expect(trusting.listDevices(bridge.at)).resolves.toMatchObject({ ok: true })
    await expect(client.listDevices(bridge.at)).resolves.toMatchObject({ kind: 'unreachable' })
  })
})

describe('a bridge that does not work', () => {
  it.each([
    ['slow', 'timeout'],
    ['silent', 'timeout'],
    ['hangs-after-headers', 'timeout'],
    ['broken', 'status'],
    ['lying', 'bad-answer'],
    ['html', 'bad-answer'],
    ['nested', 'bad-answer'],
    ['enormous', 'bad-answer'],
    ['cut-short', 'bad-answer'],
    ['no-http', 'bad-answer'],
    ['redirects-elsewhere', 'bad-answer'],
    ['redirect-loop', 'bad-answer'],
    ['resets', 'unreachable'],
  ] as const)('%s is %s, in time', async (mode, kind) => {
    const bridge = await start({ mode, delayMs: 2500 })
    const quick = createBridgeClient({ answerMs: 500 })
    const startedAt = performance.now()
    await expect(quick.listDevices(bridge.at)).resolves.toMatchObject({ ok: false, kind })
    await expect(quick.predict(bridge.at, 'x')).resolves.toMatchObject({ ok: false, kind })
    expect(performance.now() - startedAt).toBeLessThan(5000)
  })

  it.each([
    'slow',
    'silent',
    'broken',
    'enormous',
    'cut-short',
    'resets',
    'no-http',
    'redirect-loop',
  ] as const)('%s is offline', async (mode) => {
    const bridge = await start({ mode, delayMs: 2500 })
    await expect(createBridgeClient({ answerMs: 500 }).isOnline(bridge.at)).resolves.toBe(false)
  })

  it('sends nothing to the host that a redirect names', async () => {
    const other = await start()
    const bridge = await start({ mode: 'redirects-elsewhere', elsewhere: `http://${other.address}/devices/` })
    await expect(client.listDevices(bridge.at)).resolves.toMatchObject({ kind: 'bad-answer', status: 302 })
    expect(other.requests).toEqual([])
  })

  it('is unreachable where nothing listens, and when it has an unusable address', async () => {
    const bridge = await start()
    await bridge.close()
    await expect(client.listDevices(bridge.at)).resolves.toMatchObject({ kind: 'unreachable' })
    for (const address of ['', 'a b', 'a:b:c', 'no-such-host.invalid']) {
      await expect(client.listDevices({ address, https: false })).resolves.toMatchObject({
        kind: 'unreachable',
      })
      await expect(client.isOnline({ address, https: false })).resolves.toBe(false)
    }
  })

  it('gives up on a connection that TLS never completes', async () => {
    const server = net.createServer((socket) => socket.on('error', () => undefined))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    cleanups.push(() => server.close())
    const { port } = server.address() as AddressInfo
    const hasty = createBridgeClient({ connectMs: 300 })
    await expect(
      hasty.install({ address: `127.0.0.1:${port}`, https: true }, device, model(source)),
    ).resolves.toEqual({
      ok: false,
      kind: 'timeout',
      message: 'The bridge did not accept a connection within 0.3 seconds.',
    })
  })
})

describe('addresses that are not called', () => {
  it.each([
    '169.254.169.254',
    'http://2852039166/',
    '[::ffff:169.254.169.254]:80',
    '0.0.0.0',
    '0x0:5000',
    'fe80::1',
    '192.0.0.8',
    '198.18.0.1',
    'fec0::1',
  ])('%s: nothing is resolved, nothing dialled', async (address) => {
    const bridge = { address, https: false }
    const counts = await watchNetwork(async () => {
      await expect(client.listDevices(bridge)).resolves.toMatchObject({ kind: 'refused-address' })
      await expect(client.isOnline(bridge)).resolves.toBe(false)
      await expect(client.install(bridge, device, model(source))).resolves.toMatchObject({ ok: false })
    })
    expect(counts).toEqual({ resolved: 0, dialled: 0 })
  })

  it('are called when configured', async () => {
    const bridge = await start()
    const trusting = createBridgeClient({ allow: ['0.0.0.0'] })
    await expect(trusting.isOnline({ address: `0.0.0.0:${bridge.port}`, https: false })).resolves.toBe(true)
  })
})

describe('a caller', () => {
  it('who aborts gets the reason, and the bridge no further traffic', async () => {
    const bridge = await start({ mode: 'silent' })
    const abort = new AbortController()
    const waiting = client.install(bridge.at, device, model(source), { signal: abort.signal })
    setTimeout(() => abort.abort(new Error('the client went away')), 100)
    await expect(waiting).rejects.toThrow('the client went away')
    await expect(client.listDevices(bridge.at, { signal: AbortSignal.abort() })).rejects.toThrow()
    await expect(client.isOnline(bridge.at, { signal: AbortSignal.abort() })).resolves.toBe(false)
  })

  it('whose model cannot be read gets that error, before or while it is sent', async () => {
    const bridge = await start()
    const torn = () => {
      const pieces = (async function* () {
        yield Buffer.from('0x1C')
        throw new Error('the database went away')
      })()
      return Readable.from(pieces, { objectMode: false })
    }
    await expect(client.install(bridge.at, device, { bytes: 9, stream: torn })).rejects.toThrow('went away')
    await expect(client.install(bridge.at, device, { ...model(source), bytes: 9 })).rejects.toThrow('9 bytes')
    let passes = 0
    const tornLater = () => (passes++ === 0 ? model(source).stream() : torn())
    const late = client.install(bridge.at, device, { bytes: Buffer.byteLength(source), stream: tornLater })
    await expect(late).rejects.toThrow('went away')
  })
})
